/// Fits one ``KeyModel`` to the past of any number of keys: the direct strategy, in which every horizon has models of its
/// own (Ben Taieb, Bontempi, Atiya and Sorjamaa 2012).
package struct DirectTraining: Sendable {
    /// Observations of a horizon at most; of more, one in so many is taken.
    private static let mostRows = 40_000

    package let grid: TimeGrid
    /// Bins ahead.
    package let horizons: [Int]

    package init(grid: TimeGrid, horizons: [Int]) {
        self.grid = grid
        self.horizons = horizons
    }

    /// Fits all experts to the first `end` bins of each series.
    ///
    /// - Parameter days: how much past the experts are chosen for; they are the same for the same number of days.
    /// - Throws: ``ForecastingError`` with `.tooShort`, or with `.badParameter` for a horizon that there is none of.
    package func fit(_ series: [CountSeries], end: Int, days: Int) throws(ForecastingError) -> KeyModel {
        try fit(series, end: end, recipes: ExpertRecipe.all(trainingDays: days))
    }

    /// Fits experts of the given recipes alone.
    func fit(_ series: [CountSeries], end: Int, recipes: [ExpertRecipe]) throws(ForecastingError) -> KeyModel {
        let terms = SeasonalTerms(grid: grid)
        var models: [HorizonModel] = []
        for horizon in horizons {
            let regressors = Regressors(try LagPlan(grid: grid, horizon: horizon), terms)
            var experts: [DirectExpert] = []
            for scale in CountScale.allCases where recipes.contains(where: { $0.scale == scale }) {
                let rows = gather(series, end: end, regressors, scale)
                for recipe in recipes where recipe.scale == scale {
                    experts.append(try LeastAbsoluteFit().fit(rows, recipe))
                }
            }
            models.append(HorizonModel(horizon: horizon, regressors: regressors, experts: experts))
        }
        return KeyModel(grid: grid, horizons: models)
    }

    /// One observation in how many is taken. No divisor of a week but 1 divides it: every hour of every day is learnt from.
    private func step(_ used: [CountSeries], end: Int) -> Int {
        let total = used.reduce(0) { $0 + max(0, min(end, $1.counts.count) - grid.daily) }
        var step = max(1, (total + Self.mostRows - 1) / Self.mostRows)
        let week = 7 * grid.daily
        while (2...max(2, step)).contains(where: { step % $0 == 0 && week % $0 == 0 }) && step > 1 { step += 1 }
        return step
    }

    private func gather(
        _ series: [CountSeries], end: Int, _ regressors: Regressors, _ scale: CountScale
    ) -> DirectRows {
        var rows = DirectRows(scale, regressors)
        let averages = series.averages(end: end)
        let step = step(zip(series, averages).filter { $1 > 0 }.map(\.0), end: end)
        let horizon = regressors.plan.horizon
        var turn = 0
        for (one, average) in zip(series, averages) where average > 0 {
            let counts = one.counts.prefix(end)
            var history = ScaledHistory(capacity: KeyModel.memory(grid))
            for origin in 0..<max(0, counts.count - horizon) {
                history.append(counts[origin] ?? history.substitute(daily: grid.daily))
                guard origin >= grid.daily, let count = counts[origin + horizon] else { continue }
                turn += 1
                guard turn % step == 0 else { continue }
                rows.add(
                    history, daily: grid.daily, target: one.first + Int64(origin + horizon), count: count,
                    average: average)
            }
        }
        return rows
    }
}
