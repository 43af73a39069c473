import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP server on a free port of this machine.
struct LoopbackServer {
    struct Answer: Sendable {
        var status = HTTPResponseStatus.ok
        var headers: [(String, String)] = []
        var body = ""
        /// Whether the rest of it never comes.
        var isHeld = false
    }

    private let channel: any Channel
    let port: Int

    static func run<Result>(
        _ answer: @escaping @Sendable (HTTPRequestHead) -> Answer,
        _ body: (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = LoopbackServer(channel: channel, port: channel.localAddress?.port ?? 0)
        do {
            let result = try await body(server)
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let answer: @Sendable (HTTPRequestHead) -> Answer

        init(_ answer: @escaping @Sendable (HTTPRequestHead) -> Answer) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let head) = unwrapInboundIn(data) else { return }
            let answer = answer(head)
            var headers = HTTPHeaders(answer.headers)
            if !answer.isHeld, answer.status != .notModified {
                headers.add(name: "Content-Length", value: "\(answer.body.utf8.count)")
            }
            context.write(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: answer.status, headers: headers))),
                promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
            if !answer.isHeld { context.write(wrapOutboundOut(.end(nil)), promise: nil) }
            context.flush()
        }
    }
}
