import FleetIdentity
import NIOCore
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
        let observer = Observer()
        let channel = try await RawConnection.open(
            to: running, as: identity, version: version, handler: { Handler(observer) })
        // The HTTP/2 preface and empty settings: a server that goes on answers with its own.
        _ = try await RunningCustodian.eventually { observer.outcome.withLock { $0.version != nil } }
        try? await channel.writeAndFlush(ByteBuffer(bytes: RawConnection.preface))
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
