extension KeyForecaster: SeriesModel {
    package static let name = "ensemble"
    package static let learnsEvents = true

    package init(_ fitted: KeyModel, first: Int64, events: [ScheduledEvent]) {
        self.init(fitted, first: first, calendar: EventCalendar(events, grid: fitted.grid))
    }

    package static func fit(
        _ series: [CountSeries], end: Int, horizons: [Int], days: Int
    ) throws(ForecastingError) -> KeyModel {
        try DirectTraining(grid: try series.commonGrid(), horizons: horizons).fit(series, end: end, days: days)
    }
}
