import Synchronization

/// The metrics of a process, and their text for Prometheus ("Exposition formats", text format 0.0.4).
package final class MetricsRegistry: Sendable {
    /// Reads the values of a metric at the moment when somebody asks.
    package typealias Reading = @Sendable () async -> [Sample]

    private enum Entry: Sendable {
        case counter(Counter)
        case histogram(Histogram)
        case reading(Metric, kind: String, Reading)
    }

    private let entries = Mutex<[Entry]>([])

    package init() {}

    /// A number that only grows.
    package func counter(_ name: String, _ help: String, labels: [String] = []) -> Counter {
        let counter = Counter(Metric(name: name, help: help, labels: labels))
        entries.withLock { $0.append(.counter(counter)) }
        return counter
    }

    package func histogram(
        _ name: String, _ help: String, labels: [String] = [], bounds: [Double] = Histogram.seconds
    ) -> Histogram {
        let histogram = Histogram(Metric(name: name, help: help, labels: labels), bounds: bounds)
        entries.withLock { $0.append(.histogram(histogram)) }
        return histogram
    }

    /// A number that is read when somebody asks.
    ///
    /// - Parameter isCounter: whether it only grows.
    package func reading(
        _ name: String, _ help: String, labels: [String] = [], isCounter: Bool = false, _ read: @escaping Reading
    ) {
        let metric = Metric(name: name, help: help, labels: labels)
        entries.withLock { $0.append(.reading(metric, kind: isCounter ? "counter" : "gauge", read)) }
    }

    /// All metrics in the order in which they were registered.
    package func text() async -> String {
        var text = PrometheusText()
        for entry in entries.withLock({ $0 }) {
            switch entry {
            case .counter(let counter): text.write(counter.metric, kind: "counter", counter.samples)
            case .histogram(let histogram): text.write(histogram)
            case .reading(let metric, let kind, let read): text.write(metric, kind: kind, await read())
            }
        }
        return text.text
    }
}
