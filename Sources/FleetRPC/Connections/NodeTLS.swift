import FleetIdentity
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import NIOCertificateReloading
import NIOCore
import NIOSSL
import NIOTLS

/// Mutual TLS 1.3 between nodes: certificates of the fleet's authority, and a name for each end.
enum NodeTLS {
    /// Whether the certificate that a peer has shown, DER, is that of somebody who may be there.
    typealias PeerCheck = @Sendable (_ certificate: [UInt8]?) throws -> Void

    /// Shows the node's newest certificate to each new connection.
    static func server(_ credentials: NodeCredentials) throws -> HTTP2ServerTransport.Posix.TransportSecurity {
        let authority = authority(credentials.tls)
        return try .mTLS(certificateReloader: Reloader(credentials: credentials)) { tls in
            tls.trustRoots = .certificates([authority])
            tls.clientCertificateVerification = .noHostnameVerification
            tls.requireALPN = true
        }
    }

    static func client(_ credentials: TLSCredentials) -> HTTP2ClientTransport.Posix.TransportSecurity {
        .mTLS(
            certificateChain: [.bytes(Array(TLSCredentials.pem(credentials.certificate).utf8), format: .pem)],
            privateKey: .bytes(Array(credentials.keyPEM.utf8), format: .pem)
        ) { tls in
            tls.trustRoots = .certificates([authority(credentials)])
            tls.serverCertificateVerification = .fullVerification
        }
    }

    private static func authority(_ credentials: TLSCredentials) -> TLSConfig.CertificateSource {
        .bytes(Array(TLSCredentials.pem(credentials.authority).utf8), format: .pem)
    }

    /// The node's certificate in the form that the TLS library asks for at each handshake.
    private struct Reloader: CertificateReloader {
        let credentials: NodeCredentials

        var sslContextConfigurationOverride: NIOSSLContextConfigurationOverride {
            let tls = credentials.tls
            var override = NIOSSLContextConfigurationOverride.noChanges
            guard let certificate = try? NIOSSLCertificate(bytes: tls.certificate, format: .der),
                let key = try? NIOSSLPrivateKey(bytes: Array(tls.keyPEM.utf8), format: .pem)
            else { return override }
            override.certificateChain = [.certificate(certificate)]
            override.privateKey = .privateKey(key)
            return override
        }
    }

    /// Closes a connection that negotiated less than TLS 1.3, as the transport's own minimum is 1.2 and cannot be set, or
    /// whose other end may not be there.
    static func guarding(_ check: @escaping PeerCheck) -> @Sendable (any Channel) -> EventLoopFuture<Void> {
        { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                let tls = try pipeline.handler(type: NIOSSLHandler.self)
                try pipeline.addHandler(PeerGuard(check: check), position: .after(tls))
            }
        }
    }

    private final class PeerGuard: ChannelInboundHandler {
        typealias InboundIn = NIOAny

        private let check: PeerCheck

        init(check: @escaping PeerCheck) {
            self.check = check
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if let event = event as? TLSUserEvent, case .handshakeCompleted = event {
                guard isAdmitted(context) else { return context.close(promise: nil) }
            }
            context.fireUserInboundEventTriggered(event)
        }

        private func isAdmitted(_ context: ChannelHandlerContext) -> Bool {
            do {
                let tls = try context.pipeline.syncOperations.handler(type: NIOSSLHandler.self)
                guard tls.tlsVersion == .tlsv13 else { return false }
                try check(tls.peerCertificate?.toDERBytes())
                return true
            } catch {
                return false
            }
        }
    }
}
