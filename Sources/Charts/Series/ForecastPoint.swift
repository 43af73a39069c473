/// What is forecast for one time: quantiles, so that p90 is the value that nine of ten outcomes stay below.
package struct ForecastPoint: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00.
    package var time: Int64
    package var p10: Double
    /// The median.
    package var p50: Double
    package var p90: Double
    package var p95: Double
    package var p99: Double

    package init(time: Int64, p10: Double, p50: Double, p90: Double, p95: Double, p99: Double) {
        self.time = time
        self.p10 = p10
        self.p50 = p50
        self.p90 = p90
        self.p95 = p95
        self.p99 = p99
    }

    /// Whether it can be drawn.
    var isFinite: Bool { [p10, p50, p90, p95, p99].allSatisfy(\.isFinite) }
}
