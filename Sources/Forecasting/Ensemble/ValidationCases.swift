/// Forecasts made at past origins beside what came, of one class of series.
struct ValidationCases: Sendable {
    /// One array a member, over all cases and steps.
    private(set) var medians: [[Float]] = []
    /// Over all cases and steps, as differences in the series' own unit.
    private(set) var truth: [Float] = []
    /// How much an error counts in OWA.
    private(set) var importance: [Float] = []

    /// Adds a case of which all steps are known.
    ///
    /// - Parameters:
    ///   - item: the series.
    ///   - index: its place among the forecasts.
    ///   - forecasts: the members'.
    ///   - back: steps before the series' end at which they were made.
    ///   - horizon: steps ahead.
    mutating func add(_ item: PanelSeries, _ index: Int, _ forecasts: MemberForecasts, back: Int, horizon: Int) {
        if medians.isEmpty { medians = [[Float]](repeating: [], count: forecasts.memberCount) }
        let time = item.levels.count - back
        truth += item.differences(after: time, horizon: horizon)
        importance += item.weights[time..<time + horizon]
        for member in medians.indices { medians[member] += forecasts.medians(member, index) }
    }

    /// The weights that would have been best.
    func weights() throws(ForecastingError) -> ConvexWeights {
        try ConvexWeights(forecasts: medians, truth: truth, importance: importance)
    }
}
