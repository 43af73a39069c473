import Synchronization

/// How often values fell into ranges, once for each combination of its labels' values.
package final class Histogram: Sendable {
    /// The counts of one combination of labels.
    struct Counts: Sendable {
        /// One for each upper bound, and one for what lies above all; not added up.
        var buckets: [UInt64]
        var sum = 0.0
    }

    /// Upper bounds for the seconds that a request takes.
    package static let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    let metric: Metric
    /// Ascending.
    let bounds: [Double]
    private let values = Mutex<[[String]: Counts]>([:])

    init(_ metric: Metric, bounds: [Double]) {
        self.metric = metric
        self.bounds = bounds
    }

    /// - Parameter labels: one value for each label's name.
    package func record(_ value: Double, labels: [String] = []) {
        precondition(labels.count == metric.labels.count, "\(metric.name) has other labels")
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        values.withLock { values in
            values[labels, default: Counts(buckets: Array(repeating: 0, count: bounds.count + 1))].buckets[bucket] += 1
            values[labels]?.sum += value
        }
    }

    var counts: [[String]: Counts] { values.withLock { $0 } }
}
