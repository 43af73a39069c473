package import KeyMap
import Synchronization

/// A clock that stands still until it is moved.
package final class ManualTime: Sendable {
    private let time: Mutex<Timestamp>

    /// - Parameter seconds: since 1970.
    package init(seconds: Double = 1_800_000_000) {
        time = Mutex(Timestamp(seconds: seconds))
    }

    package var now: Timestamp { time.withLock { $0 } }

    package func set(_ now: Timestamp) {
        time.withLock { $0 = now }
    }
}
