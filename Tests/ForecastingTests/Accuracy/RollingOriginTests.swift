import Forecasting
import RealModule
import TestSupport
import Testing

@Suite("Forecasts from rolling origins")
struct RollingOriginTests {
    /// Hours, from a Monday on.
    private func series(_ bins: Int, _ count: (_ bin: Int) -> Double?) throws -> CountSeries {
        CountSeries(grid: try TimeGrid(interval: 3_600), first: 96, counts: (0..<bins).map(count))
    }

    private func accuracy(_ series: CountSeries, from start: Int) throws -> [ForecastAccuracy] {
        var accuracies = [ForecastAccuracy(), ForecastAccuracy()]
        let origin = RollingOrigin<KeyForecaster>(grid: series.grid, horizons: [1, 24])
        try origin.run([series], from: start) { _, horizon, bin, forecast in
            if let outcome = series.counts[bin] { accuracies[horizon].add(outcome, forecast) }
        }
        return accuracies
    }

    private func forecasts(_ series: [CountSeries], from start: Int) throws -> [[Quantiles]] {
        var forecasts: [[Quantiles]] = [[], []]
        let origin = RollingOrigin<KeyForecaster>(grid: series[0].grid, horizons: [1, 24])
        try origin.run(series, from: start) { _, horizon, _, forecast in forecasts[horizon].append(forecast) }
        return forecasts
    }

    @Test("a pure sine of a day's length is forecast to a thousandth")
    func sine() throws {
        let sine = try series(40 * 24) { 1_000 + 500 * .sin(2 * .pi * Double($0) / 24) }
        for accuracy in try accuracy(sine, from: 30 * 24) { #expect(try #require(accuracy.wape) < 1e-3) }
    }

    @Test("what weekends are like is known a day before they come")
    func weekend() throws {
        let week = try series(56 * 24) { bin in bin / 24 % 7 >= 5 ? 100 : 1_000 + Double(bin % 24) }
        for accuracy in try accuracy(week, from: 42 * 24) { #expect(try #require(accuracy.wape) < 0.02) }
    }

    @Test("a steady count is forecast as such, and a step is followed within a day")
    func step() throws {
        let step = try series(40 * 24) { $0 < 35 * 24 ? 200 : 600 }
        let forecasts = try forecasts([step], from: 30 * 24)
        let hours = forecasts[0].map(\.p50)
        #expect(hours.prefix(5 * 24).allSatisfy { abs($0 - 200) < 2 })
        #expect(hours.suffix(3 * 24).allSatisfy { abs($0 - 600) < 60 })
    }

    @Test("a ramp is followed without falling behind by more than its own day")
    func ramp() throws {
        let ramp = try series(40 * 24) { Double(100 + $0) }
        let accuracies = try accuracy(ramp, from: 30 * 24)
        #expect(try #require(accuracies[0].wape) < 0.01)
        #expect(try #require(accuracies[1].wape) < 0.03)
    }

    @Test("missing bins are no zeros")
    func missing() throws {
        let sine = try series(40 * 24) { $0 % 5 == 3 ? nil : 1_000 + 500 * .sin(2 * .pi * Double($0) / 24) }
        for accuracy in try accuracy(sine, from: 30 * 24) { #expect(try #require(accuracy.wape) < 0.03) }
    }

    @Test("no forecast depends on what comes after its origin", arguments: Seed.first(4))
    func truncation(seed: Seed) throws {
        var random = TrainingRandom(seed: seed.value)
        let counts = (0..<40 * 24).map {
            100 * (2 + Double.sin(Double($0) / 24 * 2 * .pi)) * .random(in: 0.5...1.5, using: &random)
        }
        let start = 30 * 24
        let cut = start + Int.random(in: 0..<200, using: &random)
        let whole = try forecasts([try series(counts.count) { counts[$0] }], from: start)
        let changed = try forecasts([try series(counts.count) { $0 <= cut ? counts[$0] : 7 }], from: start)
        for (horizon, place) in [(1, 0), (24, 1)] {
            // Of the bins up to the cut and the horizon, which were forecast by the cut at the latest.
            let same = min(cut + horizon, counts.count - 1) - start + 1
            #expect(whole[place].prefix(same) == changed[place].prefix(same))
            #expect(whole[place] != changed[place])
        }
    }

    @Test("a key that is never used is forecast not to be, beside one that is")
    func zeros() throws {
        let silent = try series(40 * 24) { _ in 0 }
        let used = try series(40 * 24) { 50 + Double($0 % 24) }
        var worst = 0.0
        var forecasts = 0
        let origin = RollingOrigin<KeyForecaster>(grid: silent.grid, horizons: [1, 24])
        try origin.run([silent, used], from: 30 * 24) { key, _, _, forecast in
            guard key == 0 else { return }
            worst = max(worst, forecast.p50)
            forecasts += 1
        }
        #expect(worst < 0.1)
        #expect(forecasts == 2 * 10 * 24)
    }

    @Test("what is too short to learn from is refused", arguments: [0, 1, 24, 100])
    func short(bins: Int) throws {
        let short = try series(bins) { Double($0) }
        #expect(throws: ForecastingError(.tooShort, "")) { try self.forecasts([short], from: bins * 4 / 5) }
    }

    @Test("of more observations than are learnt from every hour has its share, and keys without use take none of it")
    func many() throws {
        // 50,000 hours of used keys: about one observation in two is taken, and one in two would be the even hours alone.
        let used = try (0..<10).map { key in
            try series(210 * 24) { bin in Double(bin % 24 == 3 ? 900 : 100) * Double(key + 1) }
        }
        let idle = try (0..<300).map { _ in try series(210 * 24) { _ in 0 } }
        var accuracy = ForecastAccuracy()
        let origin = RollingOrigin<KeyForecaster>(grid: used[0].grid, horizons: [24])
        try origin.run(used + idle, from: 200 * 24) { key, _, bin, forecast in
            if key < 10, let outcome = used[key].counts[bin] { accuracy.add(outcome, forecast, unit: Double(key + 1)) }
        }
        #expect(try #require(accuracy.wape) < 0.01)
    }

    @Test("a model of other horizons or bins is not adopted")
    func adoption() throws {
        let series = try series(40 * 24) { Double(100 + $0 % 24) }
        let day = try DirectTraining(grid: series.grid, horizons: [1, 24]).fit([series], end: 900, days: 37)
        let hour = try DirectTraining(grid: series.grid, horizons: [1]).fit([series], end: 900, days: 37)
        let young = try DirectTraining(grid: series.grid, horizons: [1, 24]).fit([series], end: 900, days: 10)
        var key = KeyForecaster(day, first: 0)
        try key.adopt(day)
        #expect(throws: ForecastingError(.badParameter, "")) { try key.adopt(hour) }
        // Of fewer days, and so of fewer members.
        for place in 0..<48 { key.update(Double(100 + place % 24)) }
        try key.adopt(young)
        #expect(key.model.horizons.map(\.memberCount) == young.horizons.map(\.memberCount))
        for place in 48..<100 { key.update(Double(100 + place % 24)) }
        #expect(abs(key.forecasts[0].p50 - Double(100 + 100 % 24)) < 3)
    }
}
