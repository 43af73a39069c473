/// Everything that is known of one key's load: its counts, its forecasts, and whether they may be acted on.
package struct KeyLoad: Sendable {
    /// Bins of its own, from which on a key's forecasts are its own: a day.
    private static let ownBins = 288
    /// Bins from which on the pooled model is better than what keys like it usually have.
    private static let fewBins = 12
    /// A key of which nothing was heard for longer starts anew: nothing of what its model remembers would be left.
    private static let longestGap: Int64 = 2_304

    package private(set) var series: LoadSeries
    package private(set) var forecaster: KeyForecaster
    private let baseline: Baseline
    /// Bins whose count is known.
    package private(set) var known = 0
    private var own = BorrowedProfile.Own()
    /// Seconds.
    private var season: Int64 = 86_400
    private var calendar: EventCalendar?

    /// - Parameters:
    ///   - model: on the grid of five minutes; of keys like it.
    ///   - now: the minute that the clock is in, since 1970-01-01T00:00:00.
    ///   - calendar: of the events that touch the key.
    package init(_ model: KeyModel, now: Int64, baseline: Baseline = Baseline(), calendar: EventCalendar? = nil) {
        series = LoadSeries(now: now)
        forecaster = KeyForecaster(model, first: series.open, calendar: calendar)
        self.baseline = baseline
        self.calendar = calendar
    }

    /// Takes a minute's count.
    package mutating func record(_ count: Double, minute: Int64) -> PointFate { series.record(count, minute: minute) }

    /// Moves the clock on. Each bin that is closed thereby makes all forecasts anew.
    ///
    /// - Parameters:
    ///   - now: the minute that the clock is in.
    ///   - profile: of keys like it.
    package mutating func advance(to now: Int64, profile: BorrowedProfile?) {
        if now / 5 - series.open > Self.longestGap {
            self = KeyLoad(forecaster.model, now: now, baseline: baseline, calendar: calendar)
            return
        }
        for (bin, count) in series.advance(to: now) {
            forecaster.update(count)
            guard let count else { continue }
            known += 1
            if known <= Self.fewBins, let usual = profile?.forecast(at: bin * 300, own: .init()) {
                own.add(count, usual: usual.p50)
            }
            if known % Self.ownBins == 0 { season = Baseline.strongestSeason(of: series.hours) }
        }
    }

    /// Goes on with a model that was fitted anew.
    ///
    /// - Throws: ``ForecastingError`` with `.badParameter` for a model of another grid or of other horizons.
    package mutating func adopt(_ model: KeyModel) throws(ForecastingError) { try forecaster.adopt(model) }

    /// Goes on with another calendar.
    package mutating func expect(_ calendar: EventCalendar) {
        self.calendar = calendar
        forecaster.expect(calendar)
    }

    package var state: Baseline.State { baseline.state(seen: 300 * Int64(known), season: season) }

    /// Nil as long as there is neither a bin of its own nor a profile of others.
    package func forecast(profile: BorrowedProfile?) -> LoadForecast? {
        let path = borrowedPath(profile)
        let quantiles = path.isEmpty ? forecaster.forecasts : forecaster.model.horizons.map { path[$0.horizon - 1] }
        guard !quantiles.isEmpty else { return nil }
        let errors = forecaster.recentErrors
        return LoadForecast(
            origin: 300 * series.open, state: state, isBorrowed: known < Self.ownBins,
            model: path.isEmpty ? forecaster.model.name : "profile of keys like it",
            horizons: quantiles.indices.map { index in
                LoadForecast.Horizon(
                    ahead: 300 * Int64(forecaster.model.horizons[index].horizon), quantiles: quantiles[index],
                    recentError: errors[index])
            })
    }

    /// The next day; nil as long as there is neither a bin of its own nor a profile of others.
    package func curve(profile: BorrowedProfile?) -> LoadCurve? {
        guard let forecast = forecast(profile: profile) else { return nil }
        let borrowed = borrowedPath(profile)
        return LoadCurve(
            forecast, path: borrowed.isEmpty ? forecaster.path : borrowed, dispersion: series.dispersion)
    }

    /// The next day by bins, as keys like it usually have it; empty once enough is known of this one.
    private func borrowedPath(_ profile: BorrowedProfile?) -> [Quantiles] {
        guard known < Self.fewBins, let profile else { return [] }
        let path = (0..<Int64(forecaster.model.grid.daily)).compactMap {
            profile.forecast(at: 300 * (series.open + $0), own: own)
        }
        return path.count == forecaster.model.grid.daily ? path : []
    }
}
