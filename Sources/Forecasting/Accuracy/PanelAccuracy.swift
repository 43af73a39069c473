/// How good forecasts of many hourly series are, by the measures of the M4 competition (Makridakis, Spiliotis and
/// Assimakopoulos 2020, section 2.4): means over series of what each has.
package struct PanelAccuracy: Hashable, Sendable {
    /// What the competition's benchmark, Naive2, had on its own hourly test data.
    private static let benchmark = (sMAPE: 18.383, mase: 2.395)
    private static let season = 24
    /// Of the intervals: 95 of 100 outcomes lie within.
    private static let alpha = 0.05

    /// Series.
    package private(set) var count = 0
    private var outcomes = 0
    private var covered = 0
    private var sMAPESum = 0.0
    private var maseSum = 0.0
    private var msisSum = 0.0

    package init() {}

    /// Takes a series.
    ///
    /// - Parameters:
    ///   - past: what the forecast was made from; longer than a day.
    ///   - outcomes: what came; as many as there are forecasts and bounds.
    package mutating func add(
        past: [Double], outcomes: [Double], forecasts: [Double], lower: [Double], upper: [Double]
    ) {
        precondition(past.count > Self.season && !outcomes.isEmpty)
        precondition([forecasts.count, lower.count, upper.count].allSatisfy { $0 == outcomes.count })
        // Of the seasonal naive forecast in the past.
        let pairs = zip(past.dropFirst(Self.season), past)
        let scale = pairs.reduce(0) { $0 + abs($1.0 - $1.1) } / Double(past.count - Self.season)
        var (percentages, errors, intervals) = (0.0, 0.0, 0.0)
        for index in outcomes.indices {
            let (outcome, forecast, low, high) = (outcomes[index], forecasts[index], lower[index], upper[index])
            let size = abs(outcome) + abs(forecast)
            percentages += size > 0 ? 200 * abs(outcome - forecast) / size : 0
            errors += abs(outcome - forecast)
            intervals += high - low + 2 / Self.alpha * (max(0, low - outcome) + max(0, outcome - high))
            if low <= outcome, outcome <= high { covered += 1 }
        }
        let steps = Double(outcomes.count)
        sMAPESum += percentages / steps
        maseSum += errors / steps / scale
        msisSum += intervals / steps / scale
        self.outcomes += outcomes.count
        count += 1
    }

    /// Per cent.
    package var sMAPE: Double { sMAPESum / Double(count) }
    package var mase: Double { maseSum / Double(count) }
    /// The mean of the ratios of ``sMAPE`` and ``mase`` to those of Naive2.
    package var owa: Double { (sMAPE / Self.benchmark.sMAPE + mase / Self.benchmark.mase) / 2 }
    package var msis: Double { msisSum / Double(count) }
    /// The share of outcomes within their bounds.
    package var coverage: Double { Double(covered) / Double(outcomes) }
}
