import Forecasting
import RealModule
import TestSupport
import Testing

@Suite("Bands around forecasts")
struct BandTrackerTests {
    @Test("outcomes lie within as often as stated, whatever the spread, also when it changes", arguments: Seed.first(8))
    func coverage(seed: Seed) {
        var random = TrainingRandom(seed: seed.value)
        var band = BandTracker(lead: 1 / 288)
        var within = 0
        let outcomes = 6_000
        for step in 0..<outcomes {
            let spread = step < 3_000 ? 0.1 : 0.7
            let error = (Double.random(in: -1...1, using: &random) + Double.random(in: -1...1, using: &random)) * spread
            let forecast = 1_000 + 900 * Double.sin(Double(step) / 50)
            let outcome = (forecast + 1) * .exp(error) - 1
            let quantiles = band.band(forecast, hour: step / 12 % 24, ceiling: 1e9)
            if outcome <= quantiles.p95 { within += 1 }
            #expect(quantiles.p10 <= quantiles.p50 && quantiles.p50 <= quantiles.p90)
            #expect(quantiles.p90 <= quantiles.p95 && quantiles.p95 <= quantiles.p99)
            band.learn(outcome, forecast: forecast, hour: step / 12 % 24)
        }
        #expect(abs(Double(within) / Double(outcomes) - 0.95) < 0.02, "\(within)")
    }

    @Test("a day ahead, days that are off as a whole are covered nearly as often as stated", arguments: Seed.first(8))
    func days(seed: Seed) {
        var random = TrainingRandom(seed: seed.value)
        var band = BandTracker(lead: 1)
        var due: [Double] = []
        var within = 0
        var widest = 0.0
        let days = 150
        for _ in 0..<days {
            // Most of an error is its day's, as where days change their kind.
            let offset = (Double.random(in: -1...1, using: &random) + Double.random(in: -1...1, using: &random)) * 0.4
            let outcomes = (0..<288).map { _ in
                1_000 * Double.exp(offset + Double.random(in: -0.2...0.2, using: &random))
            }
            for (bin, outcome) in outcomes.enumerated() {
                if !due.isEmpty { band.learn(due[bin], forecast: 1_000, hour: bin / 12) }
                let bound = band.band(1_000, hour: bin / 12, ceiling: 1e9).p95
                if outcome <= bound { within += 1 }
                widest = max(widest, bound)
            }
            due = outcomes
        }
        #expect(abs(Double(within) / Double(288 * days) - 0.95) < 0.05, "\(within)")
        // No outcome is beyond 1,000 · exp(1): one bad day does not throw the bound out by orders of magnitude.
        #expect(widest < 10_000, "\(widest)")
    }

    @Test("no bound is beyond the ceiling, unless the forecast is")
    func ceiling() {
        var band = BandTracker(lead: 1 / 288)
        for _ in 0..<200 { band.learn(1e6, forecast: 0, hour: 0) }
        let low = band.band(5, hour: 0, ceiling: 100)
        #expect(low.p99 <= 100 && low.p50 == 5)
        #expect(band.band(500, hour: 0, ceiling: 100).p95 == 500)
    }
}
