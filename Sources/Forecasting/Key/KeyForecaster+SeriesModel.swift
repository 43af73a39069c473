extension KeyForecaster: SeriesModel {
    package static let name = "ensemble"
    package static let learnsEvents = true

    package static func fit(
        _ series: [CountSeries], end: Int, horizons: [Int], days: Int
    ) throws(ForecastingError) -> KeyModel {
        try DirectTraining(grid: try series.commonGrid(), horizons: horizons).fit(series, end: end, days: days)
    }
}
