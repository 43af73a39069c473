import Forecasting
import RealModule
import Testing

@Suite("What all models have in common")
struct SeriesModelTests {
    private let start = 24 * 24
    private let bins = 30 * 24

    @Test("no forecast depends on what comes after its origin", arguments: SeriesModelCase.all)
    func truncation(model: SeriesModelCase) throws {
        let whole = try HourlySeries.noisy(bins, seed: 3)
        let cut = start + 50
        var changed = whole
        for bin in cut + 1..<bins { changed.counts[bin] = 7 }
        let forecasts = try model.run([whole], start)[0]
        let others = try model.run([changed], start)[0]
        for (horizon, place) in [(1, 0), (24, 1)] {
            // Of the bins up to the cut and the horizon, which were forecast by the cut at the latest.
            let same = cut + horizon - start + 1
            #expect(forecasts[place].prefix(same) == others[place].prefix(same))
            #expect(forecasts[place] != others[place])
        }
    }

    @Test("the same series are forecast by the same bits", arguments: SeriesModelCase.all)
    func deterministic(model: SeriesModelCase) throws {
        let series = try HourlySeries.noisy(bins, seed: 5)
        #expect(try model.run([series], start) == model.run([series], start))
    }

    @Test("quantiles are finite, not negative and in order, also with gaps and bursts", arguments: SeriesModelCase.all)
    func ordered(model: SeriesModelCase) throws {
        var series = try HourlySeries.noisy(bins, seed: 7)
        for bin in stride(from: 0, to: bins, by: 7) { series.counts[bin] = nil }
        for bin in stride(from: 11, to: bins, by: 97) { series.counts[bin] = 1e6 }
        for bin in 600..<640 { series.counts[bin] = nil }
        for horizon in try model.run([series], start)[0] {
            #expect(horizon.count == bins - start)
            for one in horizon {
                #expect(0 <= one.p10 && one.p10 <= one.p50 && one.p50 <= one.p90)
                #expect(one.p90 <= one.p95 && one.p95 <= one.p99 && one.p99.isFinite)
            }
        }
    }

    @Test("a pure sine of a day's length is forecast, with gaps or without", arguments: SeriesModelCase.all)
    func sine(model: SeriesModelCase) throws {
        let sine = try HourlySeries.sine(bins)
        for hasGaps in [false, true] {
            var known = sine
            if hasGaps { for bin in stride(from: 3, to: bins, by: 5) { known.counts[bin] = nil } }
            for horizon in try model.run([known], start)[0] {
                var accuracy = ForecastAccuracy()
                for (bin, one) in zip(start..., horizon) { accuracy.add(try #require(sine.counts[bin]), one) }
                #expect(try #require(accuracy.wape) < (hasGaps ? 0.05 : 0.005))
            }
        }
    }

    @Test("a key that is never used is forecast not to be, beside one that is", arguments: SeriesModelCase.all)
    func zeros(model: SeriesModelCase) throws {
        let silent = try HourlySeries.of(bins) { _ in 0 }
        let forecasts = try model.run([silent, try HourlySeries.sine(bins)], start)
        for horizon in forecasts[0] { #expect(horizon.allSatisfy { $0.p50 < 0.1 }) }
    }

    @Test("a step is followed within a week", arguments: SeriesModelCase.all)
    func step(model: SeriesModelCase) throws {
        let step = try HourlySeries.of(bins + 4 * 24) { $0 < bins - 4 * 24 ? 200 : 600 }
        for horizon in try model.run([step], start)[0] {
            #expect(horizon.suffix(24).allSatisfy { abs($0.p50 - 600) < 60 })
        }
    }

    @Test("what is too short to learn from is refused", arguments: SeriesModelCase.all)
    func short(model: SeriesModelCase) throws {
        for bins in [0, 1, 24, 80] {
            #expect(throws: ForecastingError(.tooShort, "")) {
                _ = try model.run([try HourlySeries.of(bins) { Double($0) }], bins * 4 / 5)
            }
        }
    }
}
