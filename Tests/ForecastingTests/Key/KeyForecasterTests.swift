import Forecasting
import RealModule
import Testing

@Suite("The forecasts of a key")
struct KeyForecasterTests {
    /// Five-minute bins, of which a day ahead is so far that forecasts are kept by one in several.
    private func counts(_ days: Int) -> [Double] {
        (0..<days * 288).map { bin in
            let noise = Double(bin * 7919 % 31)
            return 300 + 200 * Double.sin(2 * Double.pi * Double(bin) / 288) + noise
        }
    }

    private func model(_ counts: [Double]) throws -> KeyModel {
        let grid = try TimeGrid(interval: 300)
        let series = CountSeries(grid: grid, first: 0, counts: counts)
        return try DirectTraining(grid: grid, horizons: [1, 12, 288]).fit([series], end: counts.count, days: 10)
    }

    @Test("a key that was never seen is forecast by the model of others, at its own size")
    func cold() throws {
        let counts = counts(10)
        var key = KeyForecaster(try model(counts), first: 0)
        for count in counts.prefix(4 * 288) { key.update(count / 50) }
        for (place, horizon) in [(0, 1), (1, 12), (2, 288)] {
            let outcome = counts[4 * 288 - 1 + horizon] / 50
            #expect(abs(key.forecasts[place].p50 - outcome) < 0.15 * outcome)
        }
    }

    @Test("nothing is learnt of forecasts from a past that is only remembered, and forecasts before it are let go")
    func remembered() throws {
        let counts = counts(10)
        let model = try model(counts)
        var updated = KeyForecaster(model, first: 0)
        var remembered = KeyForecaster(model, first: 0)
        for count in counts.prefix(1_000) { updated.update(count) }
        for count in counts.prefix(500) { remembered.update(count) }
        for count in counts[500..<999] { remembered.remember(count) }
        remembered.update(counts[999])
        #expect(remembered.count == updated.count)
        for place in 0..<3 {
            let (one, other) = (updated.forecasts[place], remembered.forecasts[place])
            #expect(abs(one.p50 - other.p50) < 0.1 * one.p50)
            #expect(one != other)
        }
    }

    @Test("missing bins and zeros from the first on are no fault")
    func empty() throws {
        let model = try model(counts(10))
        for outcome in [nil, 0.0] as [Double?] {
            var key = KeyForecaster(model, first: -5)
            for _ in 0..<600 { key.update(outcome) }
            #expect(key.forecasts.allSatisfy { $0.p50.isFinite && $0.p50 < 1 && $0.p99.isFinite })
        }
    }
}
