import SteadyTime
import Synchronization

/// A clock that stands still, and jumps to whatever is waited for.
struct JumpingClock: SteadyClock {
    typealias Instant = ContinuousClock.Instant

    private final class Time: Sendable {
        let now = Mutex(ContinuousClock.now)
    }

    private let time = Time()

    var now: Instant { time.now.withLock { $0 } }
    var minimumResolution: Duration { .nanoseconds(1) }

    func advance(by duration: Duration) { time.now.withLock { $0 += duration } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        time.now.withLock { $0 = max($0, deadline) }
        await Task.yield()
    }
}
