import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends requests over one connection, one at a time, until the measurement ends.
final class LoadConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let requests: SignedRequests
    private var schedule: LoadSchedule
    private let latencies: Latencies
    private let done: EventLoopPromise<Void>
    private var turn: Int
    /// When the request under way was sent, or should have been.
    private var due = ContinuousClock.now
    private var status = HTTPResponseStatus.ok
    private var body = ByteBuffer()

    /// - Parameter firstTurn: where in the requests that take turns this connection begins.
    init(
        _ requests: SignedRequests, _ schedule: LoadSchedule, firstTurn: Int, latencies: Latencies,
        done: EventLoopPromise<Void>
    ) {
        self.requests = requests
        self.schedule = schedule
        self.latencies = latencies
        self.done = done
        turn = firstTurn
    }

    func channelActive(context: ChannelHandlerContext) {
        sendNext(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = head.status
        case .body(var part): body.writeBuffer(&part)
        case .end: answered(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        done.fail(LoadError(description: "the service closed a connection"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        done.fail(error)
        context.close(promise: nil)
    }

    private func answered(_ context: ChannelHandlerContext) {
        guard status == .ok else {
            done.fail(LoadError(description: "\(requests.name) failed with \(status): \(String(buffer: body))"))
            return context.close(promise: nil)
        }
        body.clear()
        if due >= schedule.measuring { latencies.record((ContinuousClock.now - due) / .microseconds(1)) }
        sendNext(context)
    }

    private func sendNext(_ context: ChannelHandlerContext) {
        let now = ContinuousClock.now
        due = schedule.next(now: now)
        guard due < schedule.end else {
            done.succeed()
            return context.close(promise: nil)
        }
        if due <= now { return send(context) }
        let nanoseconds = Int64((due - now) / .nanoseconds(1))
        context.eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(nanoseconds)) { self.send(context) }
    }

    private func send(_ context: ChannelHandlerContext) {
        let (head, body) = requests.request(turn: turn)
        turn += 1
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
