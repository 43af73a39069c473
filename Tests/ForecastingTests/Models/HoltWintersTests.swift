import Forecasting
import RealModule
import Testing

@Suite("Holt and Winters' smoothing")
struct HoltWintersTests {
    @Test("knows a pure daily season from its second day on")
    func sine() throws {
        let series = try HourlySeries.sine(10 * 24)
        var model = HoltWinters(try HoltWinters.fit([series], end: 240, horizons: [1, 24]), first: series.first)
        for (bin, count) in series.counts.prefix(200).enumerated() {
            model.update(count)
            guard bin >= 24 else { continue }
            for (place, horizon) in [(0, 1), (1, 24)] {
                let outcome = try #require(series.counts[bin + horizon])
                #expect(abs(model.forecasts[place].p50 - outcome) < 1e-4 * outcome)
            }
        }
    }

    @Test("learns a week once there are two, and not before")
    func week() throws {
        let series = try HourlySeries.of(70 * 24) { bin in bin / 24 % 7 >= 5 ? 100 : 1_000 + Double(bin % 24) }
        func error(days: Int) throws -> Double {
            let model = try HoltWinters.fit([series], end: 63 * 24, horizons: [24], days: days)
            var smoothing = HoltWinters(model, first: series.first)
            var accuracy = ForecastAccuracy()
            for (bin, count) in series.counts.enumerated() {
                smoothing.update(count)
                guard bin >= 63 * 24, bin + 24 < series.counts.count else { continue }
                accuracy.add(try #require(series.counts[bin + 24]), smoothing.forecasts[0])
            }
            return try #require(accuracy.wape)
        }
        #expect(try error(days: 63) < 0.05)
        #expect(try error(days: 13) > 0.2)
    }

    @Test("a missing bin moves time on and nothing else")
    func missing() throws {
        let series = try HourlySeries.sine(10 * 24)
        var model = HoltWinters(try HoltWinters.fit([series], end: 240, horizons: [1]), first: series.first)
        for count in series.counts.prefix(100) { model.update(count) }
        for _ in 0..<30 { model.update(nil) }
        let outcome = try #require(series.counts[130])
        #expect(abs(model.forecasts[0].p50 - outcome) < 1e-3 * outcome)
    }

    @Test("one point is forecast to stay, and nothing known is zero")
    func point() throws {
        let series = try HourlySeries.sine(10 * 24)
        let model = try HoltWinters.fit([series], end: 240, horizons: [1, 24])
        var one = HoltWinters(model, first: series.first)
        one.update(77)
        #expect(one.forecasts.allSatisfy { abs($0.p50 - 77) < 1e-9 })
        var none = HoltWinters(model, first: series.first)
        for _ in 0..<100 { none.update(nil) }
        #expect(none.forecasts.allSatisfy { $0.p50 == 0 })
    }
}
