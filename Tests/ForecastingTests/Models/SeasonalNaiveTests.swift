import Forecasting
import RealModule
import TestSupport
import Testing

@Suite("The seasonal naive forecast")
struct SeasonalNaiveTests {
    private func forecasts(_ series: CountSeries) throws -> [[Quantiles]] {
        var model = SeasonalNaive(
            try SeasonalNaive.fit([series], end: 0, horizons: [1, 24], days: 0), first: series.first)
        return series.counts.map { count in
            model.update(count)
            return model.forecasts
        }
    }

    @Test("is the count of a day before, to the bit, and exact quantiles where that is always right")
    func day() throws {
        let series = try HourlySeries.of(10 * 24) { Double(100 + 7 * ($0 % 24)) }
        let made = try forecasts(series)
        for bin in 72..<200 {
            #expect(made[bin][0].p50 == series.counts[bin + 1 - 24])
            #expect(made[bin][1].p50 == series.counts[bin])
            let outcome = try #require(series.counts[bin + 1])
            #expect(abs(made[bin][0].p99 - outcome) < 1e-2 * outcome)
        }
    }

    @Test("is the count of a week before where that is nearer")
    func week() throws {
        let series = try HourlySeries.of(35 * 24) { bin in Double(bin % 168 * bin % 168) }
        let made = try forecasts(series)
        for bin in 28 * 24..<34 * 24 { #expect(made[bin][1].p50 == series.counts[bin + 24 - 168]) }
    }

    @Test("is the latest count before there is a day, and lags a ramp by its day")
    func ramp() throws {
        let made = try forecasts(try HourlySeries.of(10 * 24) { Double($0) })
        #expect(made[0][0].p50 == 0 && made[5][1].p50 == 5)
        for bin in 48..<200 { #expect(made[bin][1].p50 == Double(bin) && made[bin][0].p50 == Double(bin - 23)) }
    }

    @Test("its quantiles hold the stated share of outcomes", arguments: Seed.first(4))
    func coverage(seed: Seed) throws {
        let series = try HourlySeries.noisy(120 * 24, seed: seed.value)
        let made = try forecasts(series)
        var (within90, within95, total) = (0, 0, 0)
        for bin in 20 * 24..<119 * 24 {
            let outcome = try #require(series.counts[bin + 24])
            if outcome <= made[bin][1].p90 { within90 += 1 }
            if outcome <= made[bin][1].p95 { within95 += 1 }
            total += 1
        }
        #expect(abs(Double(within90) / Double(total) - 0.9) < 0.03)
        #expect(abs(Double(within95) / Double(total) - 0.95) < 0.02)
    }
}
