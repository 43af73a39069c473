/// A forecast of one bin's count: what it will not exceed with a probability of 10, 50, 90, 95 and 99 per cent.
package struct Quantiles: Hashable, Sendable {
    package var p10: Double
    package var p50: Double
    package var p90: Double
    package var p95: Double
    package var p99: Double

    package init(p10: Double, p50: Double, p90: Double, p95: Double, p99: Double) {
        self.p10 = p10
        self.p50 = p50
        self.p90 = p90
        self.p95 = p95
        self.p99 = p99
    }
}
