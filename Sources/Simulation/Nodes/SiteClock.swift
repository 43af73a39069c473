package import KeyMap
import Synchronization

/// The date as a site's machine has it: that of the simulation, and what its clock is off by.
package final class SiteClock: Sendable {
    private let scheduler: Scheduler
    private let offset = Mutex(0.0)
    private let everWrong = Mutex(false)

    init(_ scheduler: Scheduler) {
        self.scheduler = scheduler
    }

    package var now: Timestamp {
        Timestamp(seconds: 1_800_000_000 + scheduler.elapsed / .seconds(1) + offset.withLock { $0 })
    }

    /// Puts the clock wrong, or right again.
    package func set(offset seconds: Double) {
        offset.withLock { $0 = seconds }
        if seconds != 0 { everWrong.withLock { $0 = true } }
    }

    /// Whether it has been put wrong before.
    var hasBeenWrong: Bool { everWrong.withLock { $0 } }
}
