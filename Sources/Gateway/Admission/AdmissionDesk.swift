import AWSProtocol
import Synchronization

/// Where requests wait for their turn: so many are worked on at a time, no more than three quarters of them of one caller,
/// callers are served in turn, and each sends no more than its rate.
package final class AdmissionDesk: Sendable {
    private struct State {
        /// How many requests of each caller are worked on, and of all.
        var busy: [String: Int] = [:]
        var total = 0
        var queue = FairQueue<CheckedContinuation<Void, Never>>()
        var buckets: [String: TokenBucket] = [:]
    }

    /// With more callers than this, buckets that are full again are forgotten.
    private static let bucketLimit = 10_000

    private let limits: AdmissionLimits
    private let clock: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    package init(
        _ limits: AdmissionLimits = .standard, clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.limits = limits
        self.clock = clock
    }

    /// Answers a caller's request when it is its turn.
    ///
    /// - Throws: ``AWSError`` with `.throttling` where the caller sends too much; what `body` throws.
    package func admit<Answer>(_ caller: String, _ body: () async throws -> Answer) async throws -> Answer {
        try take(caller)
        try await enter(caller)
        defer { leave(caller) }
        return try await body()
    }

    /// How many requests are worked on.
    package var busy: Int { state.withLock { $0.total } }

    /// The most places that one caller may have: some are always left for others.
    private var share: Int { max(1, limits.concurrent - limits.concurrent / 4) }

    /// How many requests of a caller wait for their turn.
    package func waiting(of caller: String) -> Int { state.withLock { $0.queue.count(of: caller) } }

    private func take(_ caller: String) throws(AWSError) {
        guard let rate = limits.rate else { return }
        let now = clock()
        let isWithin = state.withLock { state in
            if state.buckets.count >= Self.bucketLimit, state.buckets[caller] == nil { forget(&state, rate, now) }
            return state.buckets[caller, default: TokenBucket(burst: limits.burst, at: now)]
                .take(rate: rate, burst: limits.burst, at: now)
        }
        guard isWithin else {
            throw AWSError(
                .throttling,
                "Rate exceeded: \(caller) may send \(rate) requests a second to this gateway, and \(limits.burst) at once. Send "
                    + "fewer, and retry with growing pauses.")
        }
    }

    private func forget(_ state: inout State, _ rate: Double, _ now: ContinuousClock.Instant) {
        for (caller, bucket) in state.buckets {
            var bucket = bucket
            if bucket.isFull(rate: rate, burst: limits.burst, at: now) { state.buckets[caller] = nil }
        }
    }

    private func enter(_ caller: String) async throws {
        enum Turn {
            case now, later, never
        }
        var isRefused = false
        await withCheckedContinuation { continuation in
            let turn: Turn = state.withLock { state in
                if state.total < limits.concurrent, state.busy[caller, default: 0] < share {
                    state.total += 1
                    state.busy[caller, default: 0] += 1
                    return .now
                }
                guard state.queue.count(of: caller) < limits.waiting else { return .never }
                state.queue.append(continuation, of: caller)
                return .later
            }
            isRefused = turn == .never
            if turn != .later { continuation.resume() }
        }
        guard !isRefused else {
            throw AWSError(
                .throttling,
                "Rate exceeded: \(limits.waiting) requests of \(caller) wait for their turn at this gateway. Send fewer at a "
                    + "time, and retry with growing pauses.")
        }
    }

    /// Gives the turn to the next one that waits and may have it.
    private func leave(_ caller: String) {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.busy[caller, default: 1] -= 1
            if state.busy[caller] == 0 { state.busy[caller] = nil }
            let busy = state.busy
            guard let next = state.queue.removeNext({ busy[$0, default: 0] < share }) else {
                state.total -= 1
                return nil
            }
            state.busy[next.caller, default: 0] += 1
            return next.item
        }
        next?.resume()
    }
}
