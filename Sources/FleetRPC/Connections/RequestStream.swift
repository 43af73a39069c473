import CustodianContract
import KeyMap
import Logging
import ServiceLifecycle
import Synchronization

/// Numbered requests over one open stream, many in a message, and their answers in any order.
final class RequestStream<Request: Sendable, Answer: Sendable>: Sendable {
    let peer: CustodianID
    private let logger: Logger
    private let faults: LinkFaults
    private let pending = Mutex(PendingRequests<Request, Answer>())
    private let connected = Mutex(ContinuousClock.now)

    /// For how long a peer that broke the contract gets no stream.
    private static var exclusion: Duration { .seconds(2) }

    init(to peer: CustodianID, faults: LinkFaults = LinkFaults(), logger: Logger) {
        self.peer = peer
        self.faults = faults
        self.logger = logger
    }

    var isConnected: Bool { pending.withLock { $0.queue != nil } }

    /// For how long the oldest request has had no answer.
    var unanswered: Duration? { pending.withLock { $0.oldest }.map { ContinuousClock.now - $0 } }

    /// - Parameter request: the message that carries this number.
    /// - Throws: `LinkError` where there is no connection or it is lost; `CancellationError`; what the answer was read with.
    func ask(_ request: @Sendable (UInt64) -> Request) async throws -> Answer {
        let id = pending.withLock { $0.reserve() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                send(request(id), id: id) { continuation.resume(with: $0) }
                if Task.isCancelled { giveUp(id) }
            }
        } onCancel: {
            giveUp(id)
        }
    }

    /// Sends a request and returns at once.
    ///
    /// - Parameters:
    ///   - request: the message that carries this number.
    ///   - answer: called once, with the answer, or a `LinkError` where there is no connection or it is lost.
    func send(_ request: (UInt64) -> Request, answer: @escaping @Sendable (Result<Answer, any Error>) -> Void) {
        let id = pending.withLock { $0.reserve() }
        send(request(id), id: id, answer: answer)
    }

    private func send(_ request: Request, id: UInt64, answer: @escaping @Sendable (Result<Answer, any Error>) -> Void) {
        let failure = pending.withLock { $0.send(request, id: id, to: peer, answer) }
        if let failure { answer(.failure(failure)) }
    }

    private func giveUp(_ id: UInt64) {
        pending.withLock { $0.giveUp(id) }?(.failure(CancellationError()))
    }

    /// A message with these requests, which are answered soon, is being written.
    func departed(_ ids: [UInt64]) {
        pending.withLock { $0.departed(ids) }
    }

    /// A request that has no answer yet.
    subscript(id: UInt64) -> Request? { pending.withLock { $0[id] } }

    /// Sends what has no answer; dropped where there is no connection.
    func tell(_ message: Request) {
        _ = pending.withLock { $0.queue }?.append(message)
    }

    func connect(_ queue: BatchQueue<Request>) {
        pending.withLock { $0.queue = queue }
        connected.withLock { $0 = .now }
        logger.info("connected", metadata: ["custodian": "\(peer)"])
    }

    /// Whoever waits for an answer gets an error.
    ///
    /// - Parameter queue: the one that has ended; nothing happens where another has taken its place. Any if nil.
    func disconnect(_ queue: BatchQueue<Request>? = nil) {
        let (wasConnected, waiting) = pending.withLock {
            pending -> (wasConnected: Bool, waiting: [PendingRequests<Request, Answer>.Waiter]) in
            guard queue == nil || pending.queue === queue else { return (false, []) }
            return pending.close()
        }
        if wasConnected {
            // A stream that is refused as soon as it is open is tried again and again, which is no news.
            let isNews = connected.withLock { ContinuousClock.now - $0 } > .seconds(1)
            logger.log(level: isNews ? .warning : .debug, "disconnected", metadata: ["custodian": "\(peer)"])
        }
        for waiter in waiting {
            waiter(.failure(LinkError(custodian: peer, reason: "the connection was lost")))
        }
    }

    /// Hands an answer to who waits for it, if somebody still does.
    ///
    /// - Returns: false where nothing was asked under this number on this stream, or it has an answer already.
    @discardableResult
    func deliver(_ id: UInt64, _ answer: () throws -> Answer) -> Bool {
        let (wasAsked, waiter) = pending.withLock { pending in (pending[id] != nil, pending.answered(id)) }
        waiter?(Result { try answer() })
        return wasAsked
    }

    /// What a peer did that answers what it was not asked, or twice.
    var unasked: MalformedAnswer { MalformedAnswer("an answer to what it was not asked", .unasked) }

    /// Reads messages until the stream ends. Where the peer broke the contract it is reported before whoever waits for an
    /// answer hears that there is none.
    func read<Messages: AsyncSequence>(
        _ messages: Messages, _ take: (Messages.Element) throws -> Void
    ) async throws {
        do {
            for try await message in messages { try take(message) }
        } catch {
            if let fault = StreamFault.breach(error) { faults.report(peer, fault) }
            throw error
        }
    }

    /// Opens a stream again and again, with pauses that grow while it fails at once.
    func keepOpen(_ stream: () async throws -> Void) async {
        var wait = Duration.milliseconds(20)
        while !Task.isCancelled {
            let start = ContinuousClock.now
            do {
                try await stream()
            } catch {
                logger.debug("stream ended", metadata: ["custodian": "\(peer)", "reason": "\(error)"])
                if StreamFault.breach(error) != nil { try? await Task.sleep(for: Self.exclusion) }
            }
            if ContinuousClock.now - start > .seconds(1) { wait = .milliseconds(20) }
            try? await Task.sleep(for: wait)
            wait = min(wait * 2, .milliseconds(400))
        }
    }
}
