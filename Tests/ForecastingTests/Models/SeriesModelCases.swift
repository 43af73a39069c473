import Forecasting
import RealModule
import Testing

/// A model of any kind, so that one suite runs for all.
struct SeriesModelCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Forecasts from rolling origins: for each series and horizon in the order of the bins.
    let run: @Sendable (_ series: [CountSeries], _ start: Int) throws -> [[[Quantiles]]]

    init<Model: SeriesModel>(_ type: Model.Type) {
        testDescription = Model.name
        run = { series, start in
            var forecasts: [[[Quantiles]]] = series.map { _ in [[], []] }
            let origin = RollingOrigin<Model>(grid: series[0].grid, horizons: [1, 24])
            try origin.run(series, from: start) { series, horizon, _, forecast in
                forecasts[series][horizon].append(forecast)
            }
            return forecasts
        }
    }

    static let all = [
        SeriesModelCase(SeasonalNaive.self), SeriesModelCase(HoltWinters.self), SeriesModelCase(GlobalLinear.self),
        SeriesModelCase(QuickRecurrent.self), SeriesModelCase(KeyForecaster.self),
    ]
}

/// Hours from a Monday on.
struct HourlySeries {
    static func of(_ bins: Int, _ count: (_ bin: Int) -> Double?) throws -> CountSeries {
        CountSeries(grid: try TimeGrid(interval: 3_600), first: 96, counts: (0..<bins).map(count))
    }

    /// A sine of a day's length with noise.
    static func noisy(_ bins: Int, seed: UInt64) throws -> CountSeries {
        var random = TrainingRandom(seed: seed)
        return try of(bins) { bin in
            100 * (2 + Double.sin(Double(bin) / 24 * 2 * .pi)) * .random(in: 0.5...1.5, using: &random)
        }
    }

    /// A sine of a day's length without.
    static func sine(_ bins: Int) throws -> CountSeries {
        try of(bins) { 1_000 + 500 * .sin(2 * .pi * Double($0) / 24) }
    }
}
