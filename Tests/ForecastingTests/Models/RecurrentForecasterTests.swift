import Forecasting
import RealModule
import Testing

@Suite("Forecasts by a network")
struct RecurrentForecasterTests {
    /// What comes next depends on the last two counts and not on the time of day.
    private func map(_ bins: Int) throws -> CountSeries {
        var last = 0.4
        return try HourlySeries.of(bins) { _ in
            last = 3.9 * last * (1 - last)
            return 50 + 1_000 * last
        }
    }

    private func error<Model: SeriesModel>(_ type: Model.Type, _ series: CountSeries) throws -> Double {
        var accuracy = ForecastAccuracy()
        try RollingOrigin<Model>(grid: series.grid, horizons: [1]).run([series], from: 60 * 24) { _, _, bin, forecast in
            if let outcome = series.counts[bin] { accuracy.add(outcome, forecast) }
        }
        return try #require(accuracy.wape)
    }

    /// Of the larger network alone, which is enough to learn a map of one number.
    private func networkError(_ series: CountSeries) throws -> Double {
        var training = RecurrentTraining()
        training.recipes = [RecurrentRecipe.standard[1]]
        training.recipes[0].plan.updates = 800
        let start = 60 * 24
        var network = RecurrentForecaster(
            try training.fit([series], end: start, horizons: [1], days: 60), first: series.first)
        var accuracy = ForecastAccuracy()
        for (bin, count) in series.counts.enumerated() {
            if bin >= start, let count { accuracy.add(count, network.forecasts[0]) }
            if bin < start - 48 { network.remember(count) } else { network.update(count) }
        }
        return try #require(accuracy.wape)
    }

    @Test("learn what neither a season nor a linear model knows")
    func nonlinear() throws {
        let series = try map(75 * 24)
        let network = try networkError(series)
        #expect(network < 0.7 * (try error(SeasonalNaive.self, series)))
        #expect(network < 0.7 * (try error(GlobalLinear.self, series)))
        #expect(network < 0.7 * (try error(HoltWinters.self, series)))
    }

    @Test("a training alone gives the bits of one by several tasks")
    func alone() async throws {
        let shape = try LSTMShape(inputs: 1, hidden: [16], outputs: 1)
        let example = LSTMExample(shape: shape)
        var plan = LSTMTrainingPlan()
        plan.updates = 60
        plan.steps = 10
        plan.interval = 20
        let trainer = try LSTMTrainer(plan: plan, loss: try PinballLoss(levels: [0.5]), source: example)
        let start = LSTMNetwork(shape: shape, seed: 4)
        let validation = [example.shard(seed: 99)]
        let several = await trainer.train(start, validation: validation, targetCount: 1)
        let alone = trainer.trainAlone(start, validation: validation, targetCount: 1)
        #expect(alone.network == several.network)
        #expect(alone.validations == several.validations)
    }

    @Test("a series of zeros alone is nothing to learn from")
    func zeros() throws {
        let series = try HourlySeries.of(40 * 24) { _ in 0 }
        #expect(throws: ForecastingError(.tooShort, "")) {
            _ = try RecurrentForecaster.fit([series], end: 900, horizons: [1])
        }
    }
}
