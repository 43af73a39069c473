import FleetIdentity
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import NIOCore
import NIOSSL
import NIOTLS

/// Mutual TLS 1.3 between nodes: certificates of the fleet's authority, and a name for each end.
enum NodeTLS {
    static func server(_ identity: NodeIdentity) -> HTTP2ServerTransport.Posix.TransportSecurity {
        .mTLS(certificateChain: [chain(identity)], privateKey: key(identity)) { tls in
            tls.trustRoots = .certificates([authority(identity)])
            tls.clientCertificateVerification = .noHostnameVerification
            tls.requireALPN = true
        }
    }

    static func client(_ identity: NodeIdentity) -> HTTP2ClientTransport.Posix.TransportSecurity {
        .mTLS(certificateChain: [chain(identity)], privateKey: key(identity)) { tls in
            tls.trustRoots = .certificates([authority(identity)])
            tls.serverCertificateVerification = .fullVerification
        }
    }

    private static func chain(_ identity: NodeIdentity) -> TLSConfig.CertificateSource {
        .bytes(Array(identity.certificateChainPEM.utf8), format: .pem)
    }

    private static func authority(_ identity: NodeIdentity) -> TLSConfig.CertificateSource {
        .bytes(Array(identity.authorityPEM.utf8), format: .pem)
    }

    private static func key(_ identity: NodeIdentity) -> TLSConfig.PrivateKeySource {
        .bytes(Array(identity.tlsKeyPEM.utf8), format: .pem)
    }

    /// Closes a connection that negotiated less than TLS 1.3: the transport's own minimum is 1.2 and cannot be set.
    @Sendable static func requireVersion13(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let tls = try pipeline.handler(type: NIOSSLHandler.self)
            try pipeline.addHandler(VersionGuard(), position: .after(tls))
        }
    }

    private final class VersionGuard: ChannelInboundHandler {
        typealias InboundIn = NIOAny

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if let event = event as? TLSUserEvent, case .handshakeCompleted = event {
                let version = try? context.pipeline.syncOperations.handler(type: NIOSSLHandler.self).tlsVersion
                guard version == .tlsv13 else { return context.close(promise: nil) }
            }
            context.fireUserInboundEventTriggered(event)
        }
    }
}
