/// One linear model of logarithms of counts for all series: the lags of a ``LagPlan`` and Fourier terms, by least absolute
/// deviations. It is a single member of what ``KeyForecaster`` weighs.
package struct GlobalLinear: SeriesModel {
    package static let name = "linear"

    private var model: KeyModel
    private var history: ScaledHistory
    private var calibrated: CalibratedForecasts

    package var forecasts: [Quantiles] { calibrated.values }

    /// - Throws: ``ForecastingError`` with `.tooShort`, or with `.badParameter` for a horizon that there is none of.
    package static func fit(
        _ series: [CountSeries], end: Int, horizons: [Int], days: Int
    ) throws(ForecastingError) -> KeyModel {
        // A model of weeks needs three of them to learn from.
        let lags = days >= 21 ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 3]
        let training = DirectTraining(grid: try series.commonGrid(), horizons: horizons)
        let recipe = ExpertRecipe(scale: .logarithm, days: lags, emphasis: 1)
        return try training.fit(series, end: end, recipes: [recipe])
    }

    package init(_ fitted: KeyModel, first: Int64, events: [ScheduledEvent] = []) {
        model = fitted
        history = ScaledHistory(capacity: KeyModel.memory(fitted.grid))
        calibrated = CalibratedForecasts(
            grid: fitted.grid, horizons: fitted.horizons.map(\.horizon), first: first)
    }

    package mutating func adopt(_ fitted: KeyModel) throws(ForecastingError) {
        guard fitted.grid == model.grid, fitted.horizons.map(\.horizon) == model.horizons.map(\.horizon) else {
            throw ForecastingError(.badParameter, "the model has other bins or horizons than the one before")
        }
        model = fitted
    }

    package mutating func remember(_ outcome: Double?) {
        append(outcome)
        calibrated.remember(outcome)
    }

    package mutating func update(_ outcome: Double?) {
        append(outcome)
        let level = ScaledLevel(history, .logarithm, daily: model.grid.daily)
        calibrated.update(outcome) { index, target in
            let horizon = model.horizons[index]
            var lanes = [Lanes](repeating: .zero, count: horizon.regressors.blocks)
            horizon.regressors.write(history, level, target: target, into: &lanes, at: 0)
            return horizon.experts.first.map { level.count($0.value(lanes)) } ?? 0
        }
    }

    private mutating func append(_ outcome: Double?) {
        history.append(outcome ?? history.substitute(daily: model.grid.daily))
    }
}
