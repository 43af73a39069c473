/// How a ``PanelForecaster`` is trained.
package struct PanelPlan: Sendable {
    /// Steps of a season.
    package var season = 24
    /// Steps forecast.
    package var horizon = 48
    /// Quantile levels, ascending, the median among them.
    package var levels: [Float] = [0.025, 0.5, 0.975]
    /// Seasonal differences that the linear model looks back on.
    package var lags = 504
    /// One window in so many is what the linear model learns from.
    package var stride = 2
    /// Steps before the series' ends at which validation forecasts are made, the greatest first; training of the models
    /// that are validated ends there.
    package var origins = [96, 72, 48]
    /// See ``IntervalCalibration``: half for M4, where validation has but four days.
    package var calibrationStrength: Float = 0.5
    /// How the linear model is fitted.
    package var linear = GlobalLinearFit()
    /// How it is adapted to each series.
    package var adaptation = LocalAdaptation()
    /// The kinds of networks.
    package var recipes: [NetworkRecipe]
    /// Tasks at the same time.
    package var tasks = 2

    /// The plan for M4 Hourly, chosen on rolling origins of its training part.
    ///
    /// - Parameters:
    ///   - copies: networks of each recipe.
    ///   - effort: multiplies all updates; tests want less than 1.
    ///   - seed: determines everything random.
    package static func hourly(copies: Int = 3, effort: Double = 1, seed: UInt64 = 1) -> Self {
        func recipe(
            _ window: Int, _ cells: Int, updates: Double, rate: Float, steps: Int, jitter: Float, seed: UInt64
        ) -> NetworkRecipe {
            var plan = LSTMTrainingPlan()
            plan.updates = max(10, Int(updates * effort))
            plan.interval = max(5, plan.updates / 20)
            plan.rate = rate
            plan.steps = steps
            plan.decay = 0.1
            plan.seed = seed
            return NetworkRecipe(
                window: window, hidden: [cells], noise: 0.1, jitter: jitter, copies: copies, plan: plan)
        }
        return Self(recipes: [
            recipe(168, 64, updates: 2000, rate: 5e-3, steps: 16, jitter: 0.5, seed: seed &* 100),
            recipe(336, 64, updates: 1500, rate: 4e-3, steps: 10, jitter: 0.2, seed: seed &* 100 &+ 33),
            recipe(168, 32, updates: 2500, rate: 8e-3, steps: 16, jitter: 0, seed: seed &* 100 &+ 66),
        ])
    }

    /// Where the median stands among the levels.
    var median: Int { levels.firstIndex(of: 0.5) ?? 0 }
}
