import Forecasting

/// A ``RecurrentForecaster`` of one small network with few updates: tests of what does not depend on how good it is.
struct QuickRecurrent: SeriesModel {
    static let name = RecurrentForecaster.name
    private var model: RecurrentForecaster

    var forecasts: [Quantiles] { model.forecasts }

    static func fit(
        _ series: [CountSeries], end: Int, horizons: [Int], days: Int
    ) throws(ForecastingError) -> RecurrentModel {
        var training = RecurrentTraining()
        training.recipes = [RecurrentRecipe.standard[0]]
        training.recipes[0].plan.updates = 100
        return try training.fit(series, end: end, horizons: horizons, days: days)
    }

    init(_ fitted: RecurrentModel, first: Int64, events: [ScheduledEvent] = []) {
        model = RecurrentForecaster(fitted, first: first)
    }

    mutating func remember(_ outcome: Double?) { model.remember(outcome) }
    mutating func update(_ outcome: Double?) { model.update(outcome) }
    mutating func adopt(_ fitted: RecurrentModel) throws(ForecastingError) { try model.adopt(fitted) }
}
