import FleetIdentity
import KeyMap
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization
import Testing

@Suite("TLS between nodes")
struct TLSVersionTests {
    @Test(
        "a connection with a good certificate is kept with TLS 1.3 and closed with 1.2",
        arguments: [(TLSVersion.tlsv13, true), (.tlsv12, false)])
    func version(_ version: TLSVersion, isKept: Bool) async throws {
        try await RunningCustodian.serve { running in
            let identity = try running.identity(.gateway, "gateway-1")
            let outcome = try await Self.connect(running, identity, version: version)
            #expect(outcome.version == version)
            #expect(outcome.settingsFrame == isKept)
        }
    }

    /// What a client saw: the version that was negotiated, and whether the server went on to speak HTTP/2.
    private struct Outcome: Sendable {
        var version: TLSVersion?
        var settingsFrame = false
    }

    private static func connect(
        _ running: RunningCustodian, _ identity: NodeIdentity, version: TLSVersion
    ) async throws -> Outcome {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = version
        configuration.maximumTLSVersion = version
        configuration.certificateChain = [
            .certificate(try NIOSSLCertificate(bytes: Array(identity.certificateChainPEM.utf8), format: .pem))
        ]
        configuration.privateKey = .privateKey(
            try NIOSSLPrivateKey(bytes: Array(identity.tlsKeyPEM.utf8), format: .pem))
        configuration.trustRoots = .certificates([
            try NIOSSLCertificate(bytes: Array(identity.authorityPEM.utf8), format: .pem)
        ])
        configuration.applicationProtocols = ["h2"]
        let context = try NIOSSLContext(configuration: configuration)
        let host = NodeName.host(role: .custodian, id: "custodian-1", fleet: running.fleet)
        let observer = Observer()
        let port = running.record.endpoint.split(separator: ":").last.flatMap { Int($0) } ?? 0
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        try NIOSSLClientHandler(context: context, serverHostname: host), Handler(observer),
                    ])
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        // The HTTP/2 preface and empty settings: a server that goes on answers with its own.
        _ = try await RunningCustodian.eventually { observer.outcome.withLock { $0.version != nil } }
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
        try? await channel.writeAndFlush(ByteBuffer(bytes: preface))
        _ = try await RunningCustodian.eventually(2) {
            observer.outcome.withLock { $0.settingsFrame } || !channel.isActive
        }
        try? await channel.close()
        return observer.outcome.withLock { $0 }
    }

    private final class Observer: Sendable {
        let outcome = Mutex(Outcome())
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let observer: Observer

        init(_ observer: Observer) {
            self.observer = observer
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard let event = event as? TLSUserEvent, case .handshakeCompleted = event else { return }
            let version = try? context.pipeline.syncOperations.handler(type: NIOSSLHandler.self).tlsVersion
            observer.outcome.withLock { $0.version = version }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            // Frame type 4 is SETTINGS.
            let bytes = unwrapInboundIn(data).readableBytesView
            if bytes.count >= 9, bytes[bytes.startIndex + 3] == 4 {
                observer.outcome.withLock { $0.settingsFrame = true }
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
