/// What an ``AnomalyDetector`` is set to. The defaults suit counts and gauges sampled every minute to every hour.
package struct AnomalyConfiguration: Sendable, Hashable {
    /// The share of points of an undisturbed series whose score reaches ``threshold``, before the refractory period
    /// takes away what follows an alarm: one in 2,000 is an alarm a week at a point every 5 minutes.
    package var falseAlarmRate = 0.0005
    /// The length of the season, s. A day; 0 switches the seasonal tests off.
    package var season: Int64 = 86_400
    /// The time between two points, s, or nil to take it from the first points.
    package var interval: Int64?
    /// How many of its latest values a test judges a new one against. What a new value may be compared with is what has
    /// been seen; too short a memory (below 2,000) takes the return of a rare shape for news.
    package var memory = 4096
    /// The share of the remembered values, at either end, to which the generalized Pareto tail is fitted.
    package var tailShare = 0.05
    /// How many points the spike test's baseline has.
    package var baseline = 96
    /// How many points the level test and the shorter seasonal test average, and how many points later a value is among
    /// those that new ones are compared with.
    package var shortWindow = 12
    /// How many points the longer seasonal test averages.
    package var longWindow = 48
    /// From one alarm to the next there are so many points at least, those between damped: an alarm is raised once, not at
    /// every point of the disturbance.
    package var refractory = 60

    package init() {}

    /// The score from which on a point is an alarm.
    package var threshold: Double { 1 - falseAlarmRate }
}
