internal import RealModule

/// Factors by which the distances of quantiles from the median are stretched, so that validation forecasts cover as
/// much as they should: split conformal prediction (Vovk, Gammerman and Shafer, 2005) with the networks' own, local
/// widths as the measure of nonconformity (conformalised quantile regression; Romano, Patterson and Candès, 2019).
package struct IntervalCalibration: Equatable, Sendable {
    /// Steps ahead that share factors.
    package static let span = 12
    /// factors[j][k / span]; the median's are 1.
    package let factors: [[Float]]
    /// Least distance of a quantile from the median, in units of the seasonal difference.
    static let least: Float = 0.01

    /// Takes factors learnt before.
    package init(factors: [[Float]]) { self.factors = factors }

    /// Learns the factors: quantiles of the ratios of error to width, over all series and `span` steps.
    ///
    /// - Parameters:
    ///   - forecasts: validation forecasts, not stretched.
    ///   - truth: what came, one array of `horizon` a forecast.
    ///   - levels: quantile levels.
    ///   - median: which level is the median.
    ///   - strength: 1 takes the factors as found, 0 leaves the networks' widths; between them their powers, for
    ///     validation of few days, whose errors depend on each other.
    package init(
        forecasts: [QuantileForecast], truth: [[Float]], levels: [Float], median: Int, strength: Float = 1
    ) {
        let horizon = truth.first?.count ?? 0
        let groups = (horizon + Self.span - 1) / Self.span
        factors = levels.indices.map { level in
            if level == median { return [Float](repeating: 1, count: groups) }
            let share = max(levels[level], 1 - levels[level])
            return (0..<groups).map { group in
                var ratios: [Float] = []
                for (index, forecast) in forecasts.enumerated() {
                    for k in Self.span * group..<min(horizon, Self.span * (group + 1)) {
                        let middle = forecast.values[median][k]
                        let width = max(Self.least, abs(forecast.values[level][k] - middle))
                        let error = truth[index][k] - middle
                        ratios.append((level > median ? error : -error) / width)
                    }
                }
                return Float.pow(min(4, max(0.25, Self.quantile(&ratios, share))), strength)
            }
        }
    }

    /// The least ratio that covers this share of n + 1, as split conformal prediction has it.
    private static func quantile(_ ratios: inout [Float], _ share: Float) -> Float {
        guard !ratios.isEmpty else { return 1 }
        ratios.sort()
        let rank = (share * Float(ratios.count + 1)).rounded(.up)
        return ratios[min(ratios.count, max(1, Int(rank))) - 1]
    }

    /// Stretches a forecast and puts its quantiles in order.
    package func applied(to forecast: QuantileForecast, median: Int) -> QuantileForecast {
        var result = forecast
        for k in forecast.values[median].indices {
            let middle = forecast.values[median][k]
            for level in forecast.values.indices where level != median {
                let sign: Float = level > median ? 1 : -1
                let width = max(Self.least, sign * (forecast.values[level][k] - middle))
                result.values[level][k] = middle + sign * factors[level][k / Self.span] * width
            }
            let sorted = result.values.map { $0[k] }.sorted()
            for level in sorted.indices { result.values[level][k] = sorted[level] }
        }
        return result
    }
}
