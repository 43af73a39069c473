/// How good forecasts of one horizon were, over any number of outcomes.
package struct ForecastAccuracy: Hashable, Sendable {
    /// Outcomes.
    package private(set) var count = 0
    private var outcomes = 0.0
    private var errors = 0.0
    private var pinball50 = 0.0
    private var pinball95 = 0.0
    private var covered = 0

    package init() {}

    /// Takes an outcome.
    ///
    /// - Parameter unit: what counts are put in proportion to, so that keys of any size weigh the same; 1 for one key.
    package mutating func add(_ outcome: Double, _ forecast: Quantiles, unit: Double = 1) {
        count += 1
        outcomes += outcome / unit
        errors += abs(outcome - forecast.p50) / unit
        pinball50 += Self.pinball(outcome, forecast.p50, 0.5) / unit
        pinball95 += Self.pinball(outcome, forecast.p95, 0.95) / unit
        if outcome <= forecast.p95 { covered += 1 }
    }

    /// Σ|y - p50| / Σy; nil where there was next to nothing.
    package var wape: Double? { ratio(errors) }
    /// 2 Σ pinball(y, p50) / Σy
    package var quantileLoss50: Double? { ratio(2 * pinball50) }
    /// 2 Σ pinball(y, p95) / Σy
    package var quantileLoss95: Double? { ratio(2 * pinball95) }
    /// The share of outcomes up to p95.
    package var coverage95: Double? { count > 0 ? Double(covered) / Double(count) : nil }

    private func ratio(_ value: Double) -> Double? {
        let ratio = value / outcomes
        return outcomes > 0 && ratio.isFinite ? ratio : nil
    }

    private static func pinball(_ outcome: Double, _ forecast: Double, _ level: Double) -> Double {
        max(level * (outcome - forecast), (level - 1) * (outcome - forecast))
    }
}
