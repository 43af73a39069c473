/// How long a custodian's last answers took.
package struct RecentLatencies: Hashable, Sendable {
    /// How many answers count.
    package static let capacity = 256
    /// How many answers come between two calculations of the percentile.
    private static let stride = 16

    /// In seconds; the oldest is overwritten.
    private var samples: [Double] = []
    private var position = 0
    private var uncounted = 0
    /// What 99 of 100 answers were quicker than, in seconds: the slowest of few. 0 before the first.
    package private(set) var p99 = 0.0

    package init() {}

    package mutating func add(_ seconds: Double) {
        if samples.count < Self.capacity {
            samples.append(seconds)
        } else {
            samples[position] = seconds
            position = (position + 1) % Self.capacity
        }
        uncounted += 1
        // While there are few, each may be the slowest.
        guard samples.count <= 2 * Self.stride || uncounted >= Self.stride else { return }
        uncounted = 0
        p99 = samples.sorted()[(samples.count * 99 + 99) / 100 - 1]
    }
}
