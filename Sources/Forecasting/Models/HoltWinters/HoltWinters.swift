/// Holt and Winters' exponential smoothing of each series by itself, with parameters that all series share.
package struct HoltWinters: SeriesModel {
    package static let name = "holt-winters"
    /// Days without which weekdays are not told apart.
    private static let leastDaysOfWeeks = 14

    private var states: HoltWintersStates
    private var calibrated: CalibratedForecasts

    package var forecasts: [Quantiles] { calibrated.values }

    /// - Throws: ``ForecastingError`` with `.tooShort` for less than a day and the bins to compare forecasts with, or with
    ///   `.badParameter` for a horizon that there is none of.
    package static func fit(
        _ series: [CountSeries], end: Int, horizons: [Int], days: Int
    ) throws(ForecastingError) -> HoltWintersModel {
        let grid = try series.commonGrid()
        try grid.check(horizons)
        let needed = grid.daily + (horizons.max() ?? 1)
        guard series.contains(where: { min(end, $0.counts.count) > needed }) else {
            throw ForecastingError(
                .tooShort, "smoothing is chosen by more than \(needed) bins before the first forecast")
        }
        let chosen = horizons.map { horizon in
            let search = HoltWintersSearch(series, grid: grid, end: end, horizon: horizon)
            return HoltWintersHorizon(horizon: horizon, search.run(hasWeeks: days >= leastDaysOfWeeks))
        }
        return HoltWintersModel(grid: grid, horizons: chosen)
    }

    package init(_ fitted: HoltWintersModel, first: Int64, events: [ScheduledEvent] = []) {
        states = HoltWintersStates(fitted)
        calibrated = CalibratedForecasts(
            grid: fitted.grid, horizons: fitted.horizons.map(\.horizon), first: first)
    }

    package mutating func adopt(_ fitted: HoltWintersModel) throws(ForecastingError) { try states.adopt(fitted) }

    package mutating func remember(_ outcome: Double?) {
        states.append(outcome, bin: calibrated.next)
        calibrated.remember(outcome)
    }

    package mutating func update(_ outcome: Double?) {
        states.append(outcome, bin: calibrated.next)
        calibrated.update(outcome) { index, target in states.median(index, target: target) }
    }
}
