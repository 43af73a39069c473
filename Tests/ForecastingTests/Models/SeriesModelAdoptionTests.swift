import Forecasting
import Testing

@Suite("Models that are fitted anew")
struct SeriesModelAdoptionTests {
    private func check<Model: SeriesModel>(_ type: Model.Type) throws {
        let series = try HourlySeries.noisy(20 * 24, seed: 2)
        let fitted = try Model.fit([series], end: 400, horizons: [1, 24])
        let later = try Model.fit([series], end: 470, horizons: [1, 24], days: 16)
        let other = try Model.fit([series], end: 400, horizons: [1])
        var model = Model(fitted, first: series.first, events: [])
        #expect(model.forecasts.isEmpty)
        for count in series.counts.prefix(300) { model.remember(count) }
        for count in series.counts[300..<470] { model.update(count) }
        let before = model.forecasts
        try model.adopt(later)
        #expect(model.forecasts == before)
        model.update(series.counts[470])
        #expect(model.forecasts.count == 2)
        #expect(model.forecasts.allSatisfy { 20 < $0.p50 && $0.p50 < 600 })
        #expect(throws: ForecastingError(.badParameter, "")) { try model.adopt(other) }
        for horizon in [0, 25] {
            #expect(throws: ForecastingError(.badParameter, "")) {
                _ = try Model.fit([series], end: 400, horizons: [horizon])
            }
        }
        #expect(throws: ForecastingError(.tooShort, "")) { _ = try Model.fit([], end: 400, horizons: [1]) }
    }

    @Test("go on from what they have learnt, and refuse what was fitted for other horizons")
    func adoption() throws {
        try check(SeasonalNaive.self)
        try check(HoltWinters.self)
        try check(GlobalLinear.self)
        try check(QuickRecurrent.self)
        try check(KeyForecaster.self)
    }
}
