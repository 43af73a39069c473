package import KeyMap
import Synchronization

/// A clock that stands still until it is moved.
package final class ManualTime: Sendable {
    private let time = Mutex(Timestamp(seconds: 1_800_000_000))

    package init() {}

    package var now: Timestamp { time.withLock { $0 } }

    package func advance(seconds: Double) {
        time.withLock { $0 = Timestamp(seconds: $0.seconds + seconds) }
    }
}
