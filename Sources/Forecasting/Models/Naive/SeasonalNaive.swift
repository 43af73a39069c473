import RealModule

/// As it was a day ago, or a week ago: whichever was nearer of late, with the quantiles of its own past errors.
///
/// What was a day or a week before a bin is the same from whatever horizon it is seen, so that one record of errors
/// serves all of them. Nothing is fitted, so errors of a past that is only remembered count as any others.
package struct SeasonalNaive: SeriesModel {
    package static let name = "seasonal-naive"
    /// Errors that quantiles are of.
    private static let errors = 1000
    /// Days after which an error counts half where a day and a week are compared.
    private static let memory = 7.0

    private let model: SeasonalNaiveModel
    private var ring: RecentCounts
    private var day: NaiveCandidate
    private var week: NaiveCandidate
    private var ceiling: CountCeiling
    /// For each horizon of the model.
    package private(set) var forecasts: [Quantiles] = []

    /// - Throws: ``ForecastingError`` with `.badParameter` for a horizon that there is none of.
    package static func fit(
        _ series: [CountSeries], end: Int, horizons: [Int], days: Int
    ) throws(ForecastingError) -> SeasonalNaiveModel {
        let grid = try series.commonGrid()
        try grid.check(horizons)
        return SeasonalNaiveModel(grid: grid, horizons: horizons)
    }

    package init(_ fitted: SeasonalNaiveModel, first: Int64, events: [ScheduledEvent] = []) {
        model = fitted
        let daily = fitted.grid.daily
        ring = RecentCounts(capacity: 7 * daily)
        let decay = Double.exp(-.log(2) / (Self.memory * Double(daily)))
        day = NaiveCandidate(lag: daily, decay: decay, errors: Self.errors)
        week = NaiveCandidate(lag: 7 * daily, decay: decay, errors: Self.errors)
        ceiling = CountCeiling(daily: daily)
    }

    package mutating func adopt(_ fitted: SeasonalNaiveModel) throws(ForecastingError) {
        guard fitted == model else {
            throw ForecastingError(.badParameter, "the model has other bins or horizons than the one before")
        }
    }

    package mutating func remember(_ outcome: Double?) {
        if let outcome {
            // The two are compared by what both had to say of.
            let isBoth = ring[age: week.lag - 1] != nil
            day.learn(outcome, from: ring, isCompared: isBoth)
            week.learn(outcome, from: ring, isCompared: isBoth)
        }
        ceiling.append(outcome)
        ring.append(outcome ?? ring[age: week.lag - 1] ?? ring[age: day.lag - 1] ?? ring[age: 0] ?? 0)
    }

    package mutating func update(_ outcome: Double?) {
        remember(outcome)
        // A day decides nothing about a week before it is over.
        let isWeekly = week.compared >= max(day.lag, 2) && week.error < day.error
        let candidate = isWeekly ? week : day
        forecasts = model.horizons.map { horizon in
            return candidate.band(ring[age: candidate.lag - horizon] ?? ring[age: 0] ?? 0, ceiling: ceiling.value)
        }
    }
}
