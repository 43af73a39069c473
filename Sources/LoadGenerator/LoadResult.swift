import Histogram

/// One measurement.
package struct LoadResult: Codable, Sendable {
    package let operation: String
    package let connections: Int
    /// The requests a second that were asked for, in an open loop.
    package let rate: Double?
    package let requests: UInt64
    package let requestsPerSecond: Double
    /// Latencies in milliseconds at these percentiles.
    package let p50: Double
    package let p90: Double
    package let p99: Double
    package let p999: Double
    package let maximum: Double

    init(_ operation: LoadOperation, connections: Int, rate: Double?, seconds: Double, latencies: Histogram<UInt64>) {
        self.operation = operation.rawValue
        self.connections = connections
        self.rate = rate
        requests = latencies.totalCount
        requestsPerSecond = Double(latencies.totalCount) / seconds
        let milliseconds = { (percentile: Double) in Double(latencies.valueAtPercentile(percentile)) / 1_000 }
        p50 = milliseconds(50)
        p90 = milliseconds(90)
        p99 = milliseconds(99)
        p999 = milliseconds(99.9)
        maximum = Double(latencies.max) / 1_000
    }
}
