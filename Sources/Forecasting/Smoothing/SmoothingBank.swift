internal import RealModule

/// Double-seasonal exponential smoothing of one series, averaged over a grid of parameters.
///
/// Holt and Winters' method with two seasons and autocorrelated residuals (Taylor, 2003) on logarithms. Instead of the
/// one set of parameters with the least one-step error, all sets of a grid are averaged, with weights that fall
/// exponentially with their past errors over the whole horizon (forecast aggregation; Vovk, 1990; Yang, 2004): it cannot
/// get stuck, and does not overfit a short series.
package struct SmoothingBank: Equatable, Sendable {
    /// Past origins, one a season, at which errors are collected.
    package var origins = 14
    /// How fast weights fall with the errors, relative to the least.
    package var sharpness: Float = 30

    /// The bank of the numbers above.
    package init() {}

    /// Forecasts a series.
    ///
    /// - Parameters:
    ///   - series: nothing from `time` on is used.
    ///   - time: the first step forecast.
    ///   - horizon: steps ahead.
    /// - Returns: differences to the same step of the season before; zeros for a series of less than two long seasons
    ///   and the origins.
    package func forecast(_ series: PanelSeries, time: Int, horizon: Int) -> [Float] {
        let season = series.season
        let begin = 2 * SmoothingState.seasonsOfLong * season
        guard time >= begin + horizon else { return [Float](repeating: 0, count: horizon) }
        var errors: [Lanes] = []
        var forecasts: [[Lanes]] = []
        for parameters in SmoothingParameters.grid {
            let (error, forecast) = run(parameters, series, time: time, horizon: horizon)
            errors.append(error)
            forecasts.append(forecast)
        }
        // Some sets are unstable on some series: what is not finite, or far too great, has no part.
        var least = Float.infinity
        for error in errors {
            for lane in 0..<8 where error[lane] < least { least = error[lane] }
        }
        guard least.isFinite else { return [Float](repeating: 0, count: horizon) }
        least = max(least, 1e-12)
        var total: Float = 0
        var sum = [Float](repeating: 0, count: horizon)
        for (error, forecast) in zip(errors, forecasts) {
            let isUsed = error .< 3 * least
            let excess = (error / least).replacing(with: 1, where: .!isUsed)
            let weights = LaneMath.exponential(-sharpness * (excess - 1)).replacing(with: 0, where: .!isUsed)
            total += weights.sum()
            for k in 0..<horizon { sum[k] += (weights * forecast[k].replacing(with: 0, where: .!isUsed)).sum() }
        }
        return total > 0 ? sum.map { $0 / total } : sum
    }

    /// The mean absolute errors of eight sets at the past origins, and their forecasts as differences.
    private func run(
        _ parameters: SmoothingParameters, _ series: PanelSeries, time: Int, horizon: Int
    ) -> (Lanes, [Lanes]) {
        let season = series.season
        var state = SmoothingState(parameters, series.levels, season: season)
        var error = Lanes.zero
        var count: Float = 0
        for step in 0..<time {
            let left = time - step
            if left % season == 0, left >= horizon, left <= season * (origins + 1) {
                state.forecasts(step: step, horizon: horizon) { ahead, forecast in
                    let difference = forecast - series.levels[step + ahead]
                    error += difference.replacing(with: -difference, where: difference .< 0)
                }
                count += Float(horizon)
            }
            state.advance(series.levels[step], step: step)
        }
        var forecasts = [Lanes](repeating: .zero, count: horizon)
        state.forecasts(step: time, horizon: horizon) { ahead, forecast in
            forecasts[ahead] = forecast - series.levels[time + ahead % season - season]
        }
        return (error / max(1, count), forecasts)
    }
}
