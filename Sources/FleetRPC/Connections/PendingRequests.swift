import CustodianContract
import DequeModule
import KeyMap

/// The requests of one stream that wait for an answer, by their number on the wire.
struct PendingRequests<Request: Sendable, Answer: Sendable> {
    /// Called once, with the answer or why there is none.
    typealias Waiter = @Sendable (Result<Answer, any Error>) -> Void

    /// Where requests go; nil while there is no stream.
    var queue: BatchQueue<Request>?
    private var next: UInt64 = 0
    private var waiting: [UInt64: Waiter] = [:]
    /// Each request that has no answer yet, also those whose caller has given up.
    private var sent = SentRequests<Request>()
    private var window = MessageWindow()
    /// Whether what is sent waits in the queue.
    private var isHeld = false

    /// When the oldest request without an answer was sent.
    var oldest: ContinuousClock.Instant? { sent.oldest }

    /// A request that has no answer yet.
    subscript(id: UInt64) -> Request? { sent[id] }

    mutating func reserve() -> UInt64 {
        next += 1
        return next
    }

    /// The most requests that one peer may owe an answer, also those whose caller has given up: with more, it is too far
    /// behind to be of use.
    static var limit: Int { 8_192 }

    /// The error where the request could not be sent.
    mutating func send(_ request: Request, id: UInt64, to custodian: CustodianID, _ waiter: @escaping Waiter)
        -> LinkError?
    {
        guard sent.count < Self.limit else {
            return LinkError(custodian: custodian, reason: "\(Self.limit) requests wait for it")
        }
        guard let queue, queue.append(request) else {
            return LinkError(custodian: custodian, reason: "not connected")
        }
        waiting[id] = waiter
        let now = ContinuousClock.now
        sent.add(request, id, at: now)
        if isHeld { updateHold(at: now) }
        return nil
    }

    /// The caller no longer waits; the other side still owes an answer.
    mutating func giveUp(_ id: UInt64) -> Waiter? {
        waiting.removeValue(forKey: id)
    }

    mutating func answered(_ id: UInt64) -> Waiter? {
        sent.remove(id)
        if window.answered(id, at: .now), isHeld { updateHold(at: .now) }
        return waiting.removeValue(forKey: id)
    }

    /// A message with these requests is being written. The next one may have to wait for an answer.
    mutating func departed(_ ids: [UInt64]) {
        let now = ContinuousClock.now
        window.departed(ids, at: now)
        updateHold(at: now)
    }

    /// What waits departs where there is room for it.
    private mutating func updateHold(at now: ContinuousClock.Instant) {
        guard let queue else { return }
        isHeld = !window.hasRoom(for: queue.count, at: now)
        queue.hold(isHeld)
    }

    mutating func close() -> (wasConnected: Bool, waiting: [Waiter]) {
        defer {
            queue = nil
            waiting = [:]
            sent = SentRequests()
            window = MessageWindow()
            isHeld = false
        }
        return (queue != nil, Array(waiting.values))
    }
}

/// What was sent when, oldest first.
private struct SentRequests<Request> {
    private var requests: [UInt64: (request: Request, time: ContinuousClock.Instant)] = [:]
    private var order: Deque<UInt64> = []

    var count: Int { requests.count }

    subscript(id: UInt64) -> Request? { requests[id]?.request }

    mutating func add(_ request: Request, _ id: UInt64, at now: ContinuousClock.Instant) {
        requests[id] = (request, now)
        order.append(id)
    }

    mutating func remove(_ id: UInt64) {
        requests[id] = nil
        while let first = order.first, requests[first] == nil { order.removeFirst() }
        // Behind one that stays without an answer, too.
        if order.count > 2 * requests.count + 1_024 { order.removeAll { requests[$0] == nil } }
    }

    var oldest: ContinuousClock.Instant? { order.first.flatMap { requests[$0]?.time } }
}
