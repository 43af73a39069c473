import RealModule

/// What keys of one kind usually have at each hour of the day: the forecast of a key of that kind that has no past.
package struct BorrowedProfile: Sendable {
    /// Hours of the past that are looked at, at most, of each key.
    private static let past: Int64 = 168
    /// Below so many hours of the day before, of all keys together, nothing is known of an hour.
    private static let least = 3
    /// The others count as much as so many bins of its own.
    private static let prior = 1.0

    /// Of a bin of five minutes, by hour of day.
    private let hours: [Quantiles?]

    /// - Parameter series: of keys like it.
    package init(of series: some Sequence<LoadSeries>) {
        var counts = [[Double]](repeating: [], count: 24)
        for one in series {
            guard let last = one.hours.last else { continue }
            for hour in last - Self.past..<last {
                if let count = one.hours[hour] { counts[one.hours.grid.phaseOfDay(hour)].append(count / 12) }
            }
        }
        hours = counts.map { $0.count < Self.least ? nil : Self.quantiles($0.sorted()) }
    }

    /// - Parameters:
    ///   - time: seconds since 1970-01-01T00:00:00.
    ///   - own: what the key itself had in how many bins of five minutes, and what others usually have in them.
    func forecast(at time: Int64, own: Own) -> Quantiles? {
        guard let quantiles = hours[TimeGrid.hours.phaseOfDay(TimeGrid.hours.bin(of: time))] else { return nil }
        let factor = own.factor(prior: Self.prior)
        return Quantiles(
            p10: quantiles.p10 * factor, p50: quantiles.p50 * factor, p90: quantiles.p90 * factor,
            p95: quantiles.p95 * factor, p99: quantiles.p99 * factor)
    }

    /// How a key compares with others so far.
    struct Own: Sendable {
        private var bins = 0.0
        private var counts = 0.0
        private var usual = 0.0

        mutating func add(_ count: Double, usual: Double) {
            bins += 1
            counts += count
            self.usual += usual
        }

        func factor(prior: Double) -> Double {
            guard bins > 0 else { return 1 }
            let weight = prior * (usual / bins + 1)
            return (counts + weight) / (usual + weight)
        }
    }

    private static func quantiles(_ sorted: [Double]) -> Quantiles {
        func level(_ level: Double) -> Double {
            sorted[min(sorted.count - 1, Int((level * Double(sorted.count)).rounded(.down)))]
        }
        return Quantiles(p10: level(0.1), p50: level(0.5), p90: level(0.9), p95: level(0.95), p99: level(0.99))
    }
}
