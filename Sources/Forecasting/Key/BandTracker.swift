import RealModule

/// The band around forecasts of one horizon, kept calibrated while outcomes come in: each bound is moved a little out when
/// the outcome lay beyond it and a little in when not, in the proportion that makes the stated share of outcomes lie
/// within (quantile tracking: Angelopoulos, Candès and Tibshirani 2023, "Conformal PID control for time series
/// prediction", section 2.1). For the next bin that holds whatever the outcomes do; a day ahead, where an outcome comes a
/// day late, it takes weeks to.
///
/// Errors are logarithms of ratios, in units of what they usually are at that time of day.
package struct BandTracker: Sendable {
    static let levels = [0.1, 0.9, 0.95, 0.99]
    private static let hours = 24
    /// The part of a spread that an outcome replaces.
    private static let memory: Float = 1 / 60
    /// How far a bound moves, in parts of itself and a spread.
    private static let step: Float = 0.03

    /// In spreads, in the order of ``levels``: at first as of a distribution of Laplace's.
    private var offsets: [Float] = [-1.61, 1.61, 2.3, 3.91]
    /// Mean absolute errors by the hour of day; not a number before the first.
    private var spreads = [Float](repeating: .nan, count: hours)
    private var overall: Float = 0.3

    package init() {}

    /// Takes what came of a forecast.
    ///
    /// - Parameters:
    ///   - outcome: the count.
    ///   - forecast: its median as it was forecast.
    ///   - hour: of day, of the bin.
    package mutating func learn(_ outcome: Double, forecast: Double, hour: Int) {
        let error = Float(Double.log((outcome + 1) / (forecast + 1)))
        let spread = spread(hour)
        for (index, level) in Self.levels.enumerated() {
            let isBeyond = error > offsets[index] * spread
            offsets[index] += Self.step * (Float(level) - (isBeyond ? 0 : 1)) * (1 + abs(offsets[index]))
        }
        overall += (abs(error) - overall) * Self.memory
        spreads[hour] = spreads[hour].isNaN ? max(abs(error), overall) : spreads[hour]
        spreads[hour] += (abs(error) - spreads[hour]) * Self.memory
    }

    /// The band around a forecast.
    ///
    /// - Parameters:
    ///   - hour: of day, of the bin that is forecast.
    ///   - ceiling: no bound is beyond it, unless the forecast is.
    package func band(_ forecast: Double, hour: Int, ceiling: Double) -> Quantiles {
        let spread = spread(hour)
        func bound(_ index: Int) -> Double {
            min(max(0, (forecast + 1) * .exp(Double(min(offsets[index] * spread, 12))) - 1), ceiling)
        }
        let p90 = max(bound(1), forecast)
        let p95 = max(bound(2), p90)
        return Quantiles(p10: min(bound(0), forecast), p50: forecast, p90: p90, p95: p95, p99: max(bound(3), p95))
    }

    private func spread(_ hour: Int) -> Float { max(1e-4, spreads[hour].isNaN ? overall : spreads[hour]) }
}
