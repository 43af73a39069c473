/// Forecasts every bin of series from some bin on, each with what lay its horizon before, after fitting and choosing on
/// what lies before that bin alone.
package struct RollingOrigin<Model: SeriesModel>: Sendable {
    /// The part of what may be learnt from by which a model is judged before the first forecast: the members of an ensemble
    /// are compared by it, and bands calibrated.
    private var validationShare: Int { 5 }
    private var leastValidationDays: Int { 3 }

    package let grid: TimeGrid
    /// Bins ahead.
    package let horizons: [Int]

    package init(grid: TimeGrid, horizons: [Int]) {
        self.grid = grid
        self.horizons = horizons
    }

    /// - Parameters:
    ///   - series: on the grid, all with the same first bin.
    ///   - start: the first bin that is forecast, from the first on.
    ///   - take: gets the forecasts: the series' and the horizon's index, the bin from the first on.
    /// - Throws: ``ForecastingError`` with `.tooShort` where there is too little before `start` to learn from.
    package func run(
        _ series: [CountSeries], events: [[ScheduledEvent]] = [], from start: Int,
        take: (_ series: Int, _ horizon: Int, _ bin: Int, Quantiles) -> Void
    ) throws(ForecastingError) {
        let models = try fit(series, events, start: start)
        for (index, one) in series.enumerated() {
            var key = Model(models.trial, first: one.first, events: events.isEmpty ? [] : events[index])
            for bin in one.counts.indices {
                try advance(&key, over: bin, of: one, models)
                guard bin >= models.validation else { continue }
                for (place, horizon) in horizons.enumerated() where bin + horizon >= start {
                    if bin + horizon < one.counts.count { take(index, place, bin + horizon, key.forecasts[place]) }
                }
            }
        }
    }

    /// Fits to all of a series and follows it to its end, from where it can be asked what comes next.
    ///
    /// - Throws: ``ForecastingError`` with `.tooShort` where there is too little to learn from.
    package func follow(_ series: CountSeries, events: [ScheduledEvent]) throws(ForecastingError) -> Model {
        let models = try fit([series], [events], start: series.counts.count)
        var key = Model(models.trial, first: series.first, events: events)
        for bin in series.counts.indices { try advance(&key, over: bin, of: series, models) }
        return key
    }

    /// What is fitted before the first forecast.
    private struct Models {
        /// To what lies before ``validation``, so that it can be judged by what follows.
        let trial: Model.Fitted
        /// To all that lies before ``start``.
        let model: Model.Fitted
        let validation: Int
        let start: Int
    }

    private func fit(
        _ series: [CountSeries], _ events: [[ScheduledEvent]], start: Int
    ) throws(ForecastingError) -> Models {
        let daily = grid.daily
        let days = start / daily
        let aside = max(leastValidationDays * daily, start / validationShare)
        guard start > aside else {
            throw ForecastingError(
                .tooShort,
                "\(start) bins before the first forecast are too few to learn from; \(aside) are set aside to choose by, so begin "
                    + "later")
        }
        func fitted(end: Int) throws(ForecastingError) -> Model.Fitted {
            let quiet =
                events.isEmpty || !Model.learnsEvents
                ? series : zip(series, events).map { EventEffects.removed($1, from: $0, end: end) }
            return try Model.fit(quiet, end: end, horizons: horizons, days: days)
        }
        return Models(
            trial: try fitted(end: start - aside), model: try fitted(end: start), validation: start - aside,
            start: start)
    }

    private func advance(
        _ key: inout Model, over bin: Int, of series: CountSeries, _ models: Models
    ) throws(ForecastingError) {
        // The first forecast of the bin `start` is made before that: by the trial, which is as good then.
        if bin + 1 == models.start { try key.adopt(models.model) }
        if bin < models.validation {
            // To what lies there the trial was fitted: how it did on it says nothing.
            key.remember(series.counts[bin])
        } else {
            key.update(series.counts[bin])
        }
    }
}
