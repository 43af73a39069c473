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
    /// When each request was sent that has no answer yet, also those whose caller has given up.
    private var sent = OrderedSends()

    /// When the oldest request without an answer was sent.
    var oldest: ContinuousClock.Instant? { sent.oldest }

    mutating func reserve() -> UInt64 {
        next += 1
        return next
    }

    /// The error where the request could not be sent.
    mutating func send(_ request: Request, id: UInt64, to custodian: CustodianID, _ waiter: @escaping Waiter)
        -> LinkError?
    {
        guard let queue, queue.append(request) else {
            return LinkError(custodian: custodian, reason: "not connected")
        }
        waiting[id] = waiter
        sent.add(id)
        return nil
    }

    /// The caller no longer waits; the other side still owes an answer.
    mutating func giveUp(_ id: UInt64) -> Waiter? {
        waiting.removeValue(forKey: id)
    }

    mutating func answered(_ id: UInt64) -> Waiter? {
        sent.remove(id)
        return waiting.removeValue(forKey: id)
    }

    mutating func close() -> (wasConnected: Bool, waiting: [Waiter]) {
        defer {
            queue = nil
            waiting = [:]
            sent = OrderedSends()
        }
        return (queue != nil, Array(waiting.values))
    }
}

/// When requests were sent, oldest first.
private struct OrderedSends {
    private var times: [UInt64: ContinuousClock.Instant] = [:]
    private var order: Deque<UInt64> = []

    mutating func add(_ id: UInt64) {
        times[id] = ContinuousClock.now
        order.append(id)
    }

    mutating func remove(_ id: UInt64) {
        times[id] = nil
        while let first = order.first, times[first] == nil { order.removeFirst() }
    }

    var oldest: ContinuousClock.Instant? { order.first.flatMap { times[$0] } }
}
