import RealModule

/// One of the two seasons that a ``SeasonalNaive`` goes by, and how far off it was.
struct NaiveCandidate: Sendable {
    /// Bins of the season.
    let lag: Int
    /// Of an error after the next outcome.
    private let decay: Double
    /// The sum of absolute errors, older ones fading.
    private(set) var error = 0.0
    /// Outcomes in that sum.
    private(set) var compared = 0
    /// Logarithms of ratios.
    private var errors: ErrorQuantiles

    /// - Parameter errors: how many are remembered for quantiles.
    init(lag: Int, decay: Double, errors: Int) {
        self.lag = lag
        self.decay = decay
        self.errors = ErrorQuantiles(capacity: errors)
    }

    /// Takes the next bin's count before it joins the ring.
    ///
    /// - Parameter isCompared: both candidates have something to say of it.
    mutating func learn(_ outcome: Double, from ring: RecentCounts, isCompared: Bool) {
        guard let forecast = ring[age: lag - 1] else { return }
        errors.append(Float(Double.log((outcome + 1) / (forecast + 1))))
        guard isCompared else { return }
        error = error * decay + abs(outcome - forecast)
        compared += 1
    }

    /// The forecast with the quantiles of past errors around it.
    ///
    /// - Parameter ceiling: no bound is beyond it, unless the forecast is.
    func band(_ forecast: Double, ceiling: Double) -> Quantiles {
        func bound(_ level: Double) -> Double {
            min(max(0, (forecast + 1) * .exp(errors.quantile(level)) - 1), ceiling)
        }
        let p90 = max(bound(0.9), forecast)
        let p95 = max(bound(0.95), p90)
        return Quantiles(
            p10: min(bound(0.1), forecast), p50: forecast, p90: p90, p95: p95, p99: max(bound(0.99), p95))
    }
}
