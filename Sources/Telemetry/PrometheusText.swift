/// Prometheus' text format 0.0.4.
struct PrometheusText {
    /// The media type of ``text``.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    mutating func write(_ metric: Metric, kind: String, _ samples: [Sample]) {
        begin(metric, kind)
        for sample in samples.sorted(by: { $0.labels.lexicographicallyPrecedes($1.labels) }) {
            line(metric.name, Array(zip(metric.labels, sample.labels)), sample.value)
        }
    }

    mutating func write(_ histogram: Histogram) {
        let metric = histogram.metric
        begin(metric, "histogram")
        for (values, counts) in histogram.counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let labels = Array(zip(metric.labels, values))
            var total: UInt64 = 0
            for (count, bound) in zip(counts.buckets, histogram.bounds.map(Self.number) + ["+Inf"]) {
                total += count
                line(metric.name + "_bucket", labels + [("le", bound)], Double(total))
            }
            line(metric.name + "_sum", labels, counts.sum)
            line(metric.name + "_count", labels, Double(total))
        }
    }

    private mutating func begin(_ metric: Metric, _ kind: String) {
        let help = metric.help.replacing("\\", with: #"\\"#).replacing("\n", with: #"\n"#)
        text += "# HELP \(metric.name) \(help)\n# TYPE \(metric.name) \(kind)\n"
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",") + "}"
        }
        text += " \(Self.number(value))\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: #"\\"#).replacing("\"", with: #"\""#).replacing("\n", with: #"\n"#)
    }

    /// Without a fraction where there is none.
    private static func number(_ value: Double) -> String {
        if let integer = Int64(exactly: value) { return "\(integer)" }
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return "\(value)"
    }
}

extension MetricsRegistry {
    /// The media type of ``text()``.
    package static var contentType: String { PrometheusText.contentType }
}
