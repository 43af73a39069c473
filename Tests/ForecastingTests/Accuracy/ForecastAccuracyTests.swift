import Forecasting
import Testing

@Suite("The accuracy of forecasts")
struct ForecastAccuracyTests {
    private func forecast(_ p50: Double, _ p95: Double) -> Quantiles {
        Quantiles(p10: 0, p50: p50, p90: p95, p95: p95, p99: p95)
    }

    @Test("figures worked out by hand")
    func figures() throws {
        var accuracy = ForecastAccuracy()
        accuracy.add(10, forecast(8, 12))
        accuracy.add(20, forecast(21, 19))
        accuracy.add(0, forecast(1, 4))
        #expect(accuracy.count == 3)
        #expect(accuracy.wape == 4 / 30.0)
        #expect(accuracy.quantileLoss50 == 4 / 30.0)
        // 2 (0.05 · 2 + 0.95 · 1 + 0.05 · 4) / 30
        #expect(abs((try #require(accuracy.quantileLoss95)) - 2.5 / 30) < 1e-12)
        #expect(accuracy.coverage95 == 2 / 3.0)
    }

    @Test("keys of any size weigh the same when each is put in proportion to its own")
    func units() {
        var accuracy = ForecastAccuracy()
        accuracy.add(1_000, forecast(500, 500), unit: 1_000)
        accuracy.add(1, forecast(1, 1), unit: 1)
        #expect(accuracy.wape == 0.25)
    }

    @Test("of nothing there is no figure")
    func nothing() {
        var accuracy = ForecastAccuracy()
        #expect(accuracy.wape == nil && accuracy.coverage95 == nil)
        accuracy.add(0, forecast(0, 0))
        #expect(accuracy.wape == nil && accuracy.coverage95 == 1)
    }
}
