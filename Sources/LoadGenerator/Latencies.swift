import Histogram
import Synchronization

/// Latencies in microseconds, recorded from many tasks.
final class Latencies: Sendable {
    let histogram = Mutex(Histogram<UInt64>(highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: .three))

    func record(_ microseconds: Double) {
        histogram.withLock { _ = $0.record(UInt64(microseconds)) }
    }
}
