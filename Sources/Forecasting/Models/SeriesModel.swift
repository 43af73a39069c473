/// A way to forecast counts: fitted once to the past of any number of series, then kept for each of them, taking in bin
/// after bin in constant time and memory.
package protocol SeriesModel: Sendable {
    /// What all series share.
    associatedtype Fitted: Sendable

    /// What people call it.
    static var name: String { get }

    /// Fits what all series share to the first `end` bins of each.
    ///
    /// - Parameters:
    ///   - series: all on one grid.
    ///   - horizons: bins ahead, ascending, up to a day.
    ///   - days: of past that the model is for, `end`'s or more; what is fitted for as many days can be adopted.
    /// - Throws: ``ForecastingError`` with `.tooShort` where there is too little to learn from, or with `.badParameter`
    ///   for a horizon that there is none of.
    static func fit(
        _ series: [CountSeries], end: Int, horizons: [Int], days: Int
    ) throws(ForecastingError) -> Fitted

    /// Whether it forecasts what scheduled events do. It is fitted to counts without what they do then.
    static var learnsEvents: Bool { get }

    /// - Parameters:
    ///   - first: the number of the series' first bin.
    ///   - events: those that touch it; a model that does not learn of events takes no notice.
    init(_ fitted: Fitted, first: Int64, events: [ScheduledEvent])

    /// Takes in the next bin without making forecasts: of a time from which nothing may be learnt about forecasts,
    /// because the model was fitted to it.
    ///
    /// - Parameter outcome: its count; nil where it is missing, which is not zero.
    mutating func remember(_ outcome: Double?)

    /// Takes in the next bin, learns from how it was forecast, and makes ``forecasts`` anew.
    mutating func update(_ outcome: Double?)

    /// Goes on with what was fitted anew; what was learnt of the series stays.
    ///
    /// - Throws: ``ForecastingError`` with `.badParameter` for what was fitted for another grid or other horizons.
    mutating func adopt(_ fitted: Fitted) throws(ForecastingError)

    /// For each horizon, of the bin that lies so far after the latest one; empty before the first update.
    var forecasts: [Quantiles] { get }
}

extension SeriesModel {
    package static var learnsEvents: Bool { false }

    /// Fits for as many days as lie before `end`.
    package static func fit(
        _ series: [CountSeries], end: Int, horizons: [Int]
    ) throws(ForecastingError) -> Fitted {
        try fit(series, end: end, horizons: horizons, days: end / series.commonGrid().daily)
    }
}
