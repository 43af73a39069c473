/// One network of long short-term memory cells for all series, which steps from bin to bin and forecasts all horizons.
package struct RecurrentForecaster: SeriesModel {
    package static let name = "lstm"

    private var cells: RecurrentCells
    private var calibrated: CalibratedForecasts

    package var forecasts: [Quantiles] { calibrated.values }

    /// - Throws: ``ForecastingError`` with `.tooShort`, or with `.badParameter` for a horizon that there is none of.
    package static func fit(
        _ series: [CountSeries], end: Int, horizons: [Int], days: Int
    ) throws(ForecastingError) -> RecurrentModel {
        try RecurrentTraining().fit(series, end: end, horizons: horizons, days: days)
    }

    package init(_ fitted: RecurrentModel, first: Int64, events: [ScheduledEvent] = []) {
        cells = RecurrentCells(fitted)
        calibrated = CalibratedForecasts(grid: fitted.grid, horizons: fitted.horizons, first: first)
    }

    package mutating func adopt(_ fitted: RecurrentModel) throws(ForecastingError) { try cells.adopt(fitted) }

    package mutating func remember(_ outcome: Double?) {
        cells.append(outcome, bin: calibrated.next)
        calibrated.remember(outcome)
    }

    package mutating func update(_ outcome: Double?) {
        cells.append(outcome, bin: calibrated.next)
        calibrated.update(outcome) { index, _ in cells.median(index) }
    }
}
