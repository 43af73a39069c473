import Synchronization

/// A number that only grows, once for each combination of its labels' values.
package final class Counter: Sendable {
    let metric: Metric
    private let values = Mutex<[[String]: UInt64]>([:])

    init(_ metric: Metric) {
        self.metric = metric
    }

    /// - Parameter labels: one value for each label's name.
    package func add(_ count: UInt64 = 1, labels: [String] = []) {
        precondition(labels.count == metric.labels.count, "\(metric.name) has other labels")
        values.withLock { $0[labels, default: 0] += count }
    }

    package func value(labels: [String] = []) -> UInt64 { values.withLock { $0[labels] ?? 0 } }

    var samples: [Sample] {
        values.withLock { $0 }.map { Sample(labels: $0.key, value: Double($0.value)) }
    }
}
