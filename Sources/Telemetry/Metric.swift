/// What a metric is called, and what its samples are told apart by.
struct Metric: Sendable {
    let name: String
    let help: String
    let labels: [String]
}

/// A value of a metric.
package struct Sample: Sendable {
    /// In the order of the metric's label names.
    package let labels: [String]
    package let value: Double

    package init(labels: [String] = [], value: Double) {
        self.labels = labels
        self.value = value
    }
}
