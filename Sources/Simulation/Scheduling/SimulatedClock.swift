import SteadyTime
import Synchronization

/// A scheduler's time, which passes while everybody waits.
package struct SimulatedClock: SteadyClock {
    package let scheduler: Scheduler

    package init(_ scheduler: Scheduler) {
        self.scheduler = scheduler
    }

    package var now: ContinuousClock.Instant { scheduler.now }
    package var minimumResolution: Duration { .microseconds(1) }

    package func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        let sleeper = Sleeper()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                sleeper.begin(continuation)
                let timer = scheduler.ring(at: deadline) { sleeper.end(.success(())) }
                sleeper.set(timer)
            }
        } onCancel: {
            if let timer = sleeper.end(.failure(CancellationError())) { scheduler.cancel(timer) }
        }
    }
}

/// One who sleeps, and is woken once.
private final class Sleeper: Sendable {
    private struct State {
        var continuation: CheckedContinuation<Void, any Error>?
        var timer: UInt64?
        var isCancelled = false
    }

    private let state = Mutex(State())

    func begin(_ continuation: CheckedContinuation<Void, any Error>) {
        let isCancelled = state.withLock { state in
            if !state.isCancelled { state.continuation = continuation }
            return state.isCancelled
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
    }

    func set(_ timer: UInt64) {
        state.withLock { $0.timer = timer }
    }

    /// - Returns: the timer, if it was set.
    @discardableResult
    func end(_ result: Result<Void, any Error>) -> UInt64? {
        let (continuation, timer) = state.withLock { state in
            if case .failure = result { state.isCancelled = true }
            return (state.continuation.take(), state.timer)
        }
        continuation?.resume(with: result)
        return timer
    }
}
