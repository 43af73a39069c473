import Charts
import Forecasting

/// What comes after a series, by a model that was fitted to it.
struct Outlook {
    /// Days of a picture that lie before the forecast.
    private static let drawnDays = 8

    let series: CountSeries
    let forecaster: KeyForecaster
    let events: [ScheduledEvent]
    let state: Baseline.State
    /// Of each bin ahead, up to the horizon.
    let path: [Quantiles]
    /// Why the model is not the one that it should be.
    let degradation: String?

    /// - Throws: `ForecastingError` with `.badParameter` for a horizon below a bin.
    init(_ series: CountSeries, name: String, events: [ScheduledEvent], horizon: ForecastHorizon) throws {
        let grid = series.grid
        guard horizon.seconds >= grid.interval else {
            throw ForecastingError(
                .badParameter,
                "a bin has \(grid.interval) s, and nothing is forecast of \(horizon.seconds) s: ask for more")
        }
        self.series = series
        self.events = events
        let daily = grid.daily
        let origin = RollingOrigin<KeyForecaster>(grid: grid, horizons: Set([1, max(1, daily / 24), daily]).sorted())
        (forecaster, degradation) = try Self.follow(series, events, origin)
        let known = series.counts.count { $0 != nil }
        state = Baseline().state(seen: Int64(known) * grid.interval, season: 86_400)
        path = Array(forecaster.path.prefix(Int(horizon.seconds / grid.interval)))
    }

    private static func follow(
        _ series: CountSeries, _ events: [ScheduledEvent], _ origin: RollingOrigin<KeyForecaster>
    ) throws(ForecastingError) -> (KeyForecaster, degradation: String?) {
        do {
            return (try origin.follow(series, events: events), nil)
        } catch {
            guard error.code == .tooShort else { throw error }
        }
        var naive = KeyForecaster(
            try KeyModel.seasonalNaive(grid: series.grid, horizons: origin.horizons), first: series.first,
            events: events)
        for count in series.counts { naive.update(count) }
        let known = series.counts.count { $0 != nil }
        let isUsed = series.counts.contains { ($0 ?? 0) > 0 }
        return (
            naive,
            isUsed
                ? "too short for a model (\(known) bins with a count): what was a day before, or last"
                : "no use in \(known) bins, from which no model can learn: forecast to stay so"
        )
    }

    /// The end of the last bin, which the forecasts begin at.
    var origin: Int64 { series.grid.start(of: series.first + Int64(series.counts.count)) }

    /// What is to be known before anything is done about it.
    var notes: [String] {
        var notes = ["model: \(forecaster.model.name)" + (recentError.map { ", off by \($0) of late" } ?? "")]
        if let degradation { notes.append(degradation) }
        let kinds = Set(events.map(\.kind)).count
        if kinds > EventCalendar.mostKinds {
            notes.append(
                "events are of \(kinds) kinds, of which the \(EventCalendar.mostKinds) with the most are learnt")
        }
        if case .learning(let seen, let needed) = state {
            notes.append("learning: \(seen / 3_600) of \(needed / 3_600) hours seen; not to be acted on")
        }
        return notes
    }

    private var recentError: String? {
        guard let error = forecaster.recentErrors.last ?? nil else { return nil }
        return (error < 10 ? "\(Int((100 * error).rounded())) %" : "more than 1000 %") + " a day ahead"
    }

    func chart(title: String) -> ForecastChart {
        let grid = series.grid
        let from = max(0, series.counts.count - Self.drawnDays * grid.daily)
        let past = (from..<series.counts.count).map {
            ChartPoint(time: grid.start(of: series.first + Int64($0)), value: series.counts[$0])
        }
        let forecast = path.enumerated().map { ahead, quantiles in
            ForecastPoint(
                time: origin + Int64(ahead) * grid.interval, p10: quantiles.p10, p50: quantiles.p50, p90: quantiles.p90,
                p95: quantiles.p95, p99: quantiles.p99)
        }
        var chart = ForecastChart(
            title: title, unit: "counts in \(DurationText.text(grid.interval))", past: past, forecast: forecast,
            now: origin)
        chart.notes = notes
        let start = past.first?.time ?? origin
        let end = origin + Int64(path.count) * grid.interval
        chart.events = events.compactMap { event in
            let last = event.start + (event.duration ?? ScheduledEvent.usualDuration)
            guard last > start, event.start < end else { return nil }
            return ChartEvent(start: event.start, end: last, label: event.title.isEmpty ? event.kind : event.title)
        }
        return chart
    }
}
