import RealModule

/// The band around forecasts of one horizon, kept calibrated while outcomes come in: each bound is moved a little out when
/// the outcome lay beyond it and a little in when not, in the proportion that makes the stated share of outcomes lie
/// within (quantile tracking: Angelopoulos, Candès and Tibshirani 2023, "Conformal PID control for time series
/// prediction", section 2.1, here with steps in proportion to the bounds).
///
/// Steps are smaller the further ahead forecasts look. A day ahead a whole day's outcomes come after the forecasts they
/// would have corrected, and most of them are off the same way: with the steps of the next bin one bad day would throw the
/// bounds out by orders of magnitude, and the good days after it draw them in too far for the next bad one.
///
/// Errors are logarithms of ratios, in units of what they usually are at that time of day.
package struct BandTracker: Sendable {
    static let levels = [0.1, 0.9, 0.95, 0.99]
    private static let hours = 24
    /// The least part of an hour's spread that an outcome replaces; more while there were few.
    private static let memory: Float = 1 / 60
    /// The spread of all hours counts in that of one as so many outcomes.
    private static let sharing: Float = 6

    /// In spreads, in the order of ``levels``: at first as of a distribution of Laplace's.
    private var offsets: [Float] = [-1.61, 1.61, 2.3, 3.91]
    /// Mean absolute errors by the hour of day.
    private var spreads = [Float](repeating: 0, count: hours)
    /// Outcomes by the hour of day.
    private var counts = [Float](repeating: 0, count: hours)
    /// The mean absolute error of the latest outcomes at any hour.
    private var overall: Float = 0.3
    private var count: Float = 0
    /// How far a bound moves at least, in parts of itself and a spread; further while there were few outcomes.
    private let step: Float
    /// One over the first step.
    private let patience: Float
    /// Outcomes after which ``patience`` has grown by one.
    private let settling: Float

    /// - Parameter lead: how far ahead forecasts look, in days.
    package init(lead: Double) {
        let lead = Float(lead)
        step = 0.03 / (1 + 20 * lead)
        patience = 5 + 20 * lead
        settling = 4 + 8 * lead
    }

    /// Takes what came of a forecast.
    ///
    /// - Parameters:
    ///   - outcome: the count.
    ///   - forecast: its median as it was forecast.
    ///   - hour: of day, of the bin.
    package mutating func learn(_ outcome: Double, forecast: Double, hour: Int) {
        let error = Float(Double.log((outcome + 1) / (forecast + 1)))
        let spread = spread(hour)
        let step = max(step, 1 / (count / settling + patience))
        for (index, level) in Self.levels.enumerated() {
            let isBeyond = error > offsets[index] * spread
            offsets[index] += step * (Float(level) - (isBeyond ? 0 : 1)) * (1 + abs(offsets[index]))
        }
        overall += (abs(error) - overall) * max(Self.memory / 24, 1 / (count + 2))
        spreads[hour] += (abs(error) - spreads[hour]) * max(Self.memory, 1 / (counts[hour] + 1))
        counts[hour] += 1
        count += 1
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

    private func spread(_ hour: Int) -> Float {
        max(1e-4, (counts[hour] * spreads[hour] + Self.sharing * overall) / (counts[hour] + Self.sharing))
    }
}
