import Forecasting
import Testing

@Suite("The ensemble's weights and intervals")
struct EnsembleTests {
    @Test("weights go to the member that errs less, and mix members whose errors cancel")
    func weights() throws {
        var random = TrainingRandom(seed: 1)
        let truth = (0..<2000).map { _ in random.uniform() }
        let noise = (0..<2000).map { _ in random.uniform() - 0.5 }
        let ones = [Float](repeating: 1, count: 2000)
        let good = zip(truth, noise).map { $0 + 0.05 * $1 }
        let bad = zip(truth, noise.reversed()).map { $0 + 3 * $1 }
        let one = try ConvexWeights(forecasts: [bad, good], truth: truth, importance: ones)
        #expect(one.values[1] > 0.95 && abs(one.values[0] + one.values[1] - 1) < 1e-12)
        let over = zip(truth, noise).map { $0 + $1 }
        let under = zip(truth, noise).map { $0 - $1 }
        let both = try ConvexWeights(forecasts: [over, under], truth: truth, importance: ones)
        #expect(abs(both.values[0] - 0.5) < 0.02)
        #expect(throws: ForecastingError(.badParameter, "")) {
            _ = try ConvexWeights(forecasts: [good], truth: [1], importance: [1])
        }
    }

    @Test("calibrated quantiles cover what they should", arguments: [Float(0.3), 1, 3])
    func coverage(width: Float) {
        let levels: [Float] = [0.1, 0.5, 0.9, 0.95]
        var random = TrainingRandom(seed: 2)
        // Errors uniform on -1...1, forecasts that claim other widths.
        let forecasts = (0..<500).map { _ in
            QuantileForecast(values: [-0.8, 0, 0.8, 0.9].map { [Float](repeating: $0 * width, count: 24) })
        }
        func errors() -> [[Float]] { (0..<500).map { _ in (0..<24).map { _ in 2 * random.uniform() - 1 } } }
        let calibration = IntervalCalibration(
            forecasts: forecasts, truth: errors(), levels: levels, median: 1)
        let later = errors()
        for (level, share) in levels.enumerated() {
            var covered = 0
            for (index, forecast) in forecasts.enumerated() {
                let applied = calibration.applied(to: forecast, median: 1)
                for k in 0..<24 where later[index][k] <= applied.values[level][k] { covered += 1 }
            }
            #expect(abs(Float(covered) / 12_000 - share) < 0.015)
        }
    }
}
