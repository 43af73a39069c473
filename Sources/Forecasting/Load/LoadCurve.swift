/// What is forecast of one key for the next day: the first hour by minutes, up to six hours by five minutes, then by hours.
package struct LoadCurve: Sendable {
    package struct Point: Hashable, Sendable {
        /// Seconds since 1970-01-01T00:00:00.
        package var start: Int64
        /// Seconds.
        package var length: Int64
        /// Of the count in this time.
        package var quantiles: Quantiles
    }

    /// What it is made from.
    package var forecast: LoadForecast
    package var points: [Point]

    private static let minutes = 12
    private static let fives = 72
    private static let normal = (p90: 1.2816, p95: 1.6449, p99: 2.3263)

    /// - Parameters:
    ///   - path: the next day by five minutes.
    ///   - dispersion: of minutes (``LoadSeries/dispersion``).
    init(_ forecast: LoadForecast, path: [Quantiles], dispersion: Double) {
        self.forecast = forecast
        points = []
        func start(_ bin: Int) -> Int64 { forecast.origin + 300 * Int64(bin) }
        for bin in path.indices.prefix(Self.minutes) {
            let minute = Self.minute(of: path[bin], dispersion: dispersion)
            for part in 0..<5 {
                points.append(Point(start: start(bin) + 60 * Int64(part), length: 60, quantiles: minute))
            }
        }
        for bin in path.indices.prefix(Self.fives).dropFirst(Self.minutes) {
            points.append(Point(start: start(bin), length: 300, quantiles: path[bin]))
        }
        for bin in stride(from: Self.fives, to: path.count - 11, by: 12) {
            points.append(Point(start: start(bin), length: 3_600, quantiles: Self.sum(path[bin..<bin + 12])))
        }
    }

    /// A fifth, and around it the unevenness of minutes besides.
    private static func minute(of bin: Quantiles, dispersion: Double) -> Quantiles {
        let median = bin.p50 / 5
        let variance = dispersion * median * 0.8
        func distance(_ bound: Double, _ normal: Double) -> Double {
            let part = (bound - bin.p50) / 5
            return (part * part + normal * normal * variance).squareRoot()
        }
        return Quantiles(
            p10: max(0, median - distance(bin.p10, normal.p90)), p50: median,
            p90: median + distance(bin.p90, normal.p90), p95: median + distance(bin.p95, normal.p95),
            p99: median + distance(bin.p99, normal.p99))
    }

    /// The bins of an hour are taken to be high or low together.
    private static func sum(_ bins: ArraySlice<Quantiles>) -> Quantiles {
        bins.reduce(into: Quantiles(p10: 0, p50: 0, p90: 0, p95: 0, p99: 0)) { sum, bin in
            sum.p10 += bin.p10
            sum.p50 += bin.p50
            sum.p90 += bin.p90
            sum.p95 += bin.p95
            sum.p99 += bin.p99
        }
    }
}
