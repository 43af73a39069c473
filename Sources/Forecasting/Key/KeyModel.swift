/// Everything that the forecasts of keys on one grid have in common: a value that they share.
package struct KeyModel: Sendable {
    package let grid: TimeGrid
    package let horizons: [HorizonModel]
    /// What people call it.
    package var name = "ensemble"

    /// Bins that are remembered of a key: a week and a day.
    static func memory(_ grid: TimeGrid) -> Int { 8 * grid.daily }

    init(grid: TimeGrid, horizons: [HorizonModel], name: String = "ensemble") {
        self.grid = grid
        self.horizons = horizons
        self.name = name
    }

    /// Forecasts as a day and a week before: what there is until something was fitted.
    ///
    /// - Throws: ``ForecastingError`` with `.badParameter` for a horizon that there is none of.
    package static func seasonalNaive(grid: TimeGrid, horizons: [Int]) throws(ForecastingError) -> KeyModel {
        var models: [HorizonModel] = []
        let terms = SeasonalTerms(grid: grid)
        for horizon in horizons {
            let regressors = Regressors(try LagPlan(grid: grid, horizon: horizon), terms)
            models.append(HorizonModel(horizon: horizon, regressors: regressors, experts: []))
        }
        return KeyModel(grid: grid, horizons: models, name: "seasonal-naive")
    }
}
