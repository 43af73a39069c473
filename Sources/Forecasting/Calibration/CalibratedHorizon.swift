/// The band around one series' forecasts at one horizon, and those of them whose outcome is still to come.
struct CalibratedHorizon: Sendable {
    private var band: BandTracker
    private(set) var error: RecentError
    /// A ring: the forecast for a bin at the bin's number modulo the horizon.
    private var medians: [Float]

    init(horizon: Int, grid: TimeGrid) {
        band = BandTracker(lead: Double(horizon) / Double(grid.daily))
        error = RecentError(grid: grid)
        medians = [Float](repeating: .nan, count: horizon)
    }

    /// Compares what was forecast for a bin with what it had.
    ///
    /// - Parameters:
    ///   - bin: its number from the series' first on.
    ///   - hour: of day, of the bin.
    /// - Returns: whether it was forecast.
    @discardableResult
    mutating func settle(_ bin: Int, outcome: Double, hour: Int) -> Bool {
        let median = Double(medians[bin % medians.count])
        guard !median.isNaN else { return false }
        band.learn(outcome, forecast: median, hour: hour)
        error.add(outcome, forecast: median)
        return true
    }

    /// Lets all forecasts go whose outcome is still to come.
    mutating func drop() { for index in medians.indices { medians[index] = .nan } }

    /// Lets a bin pass of which nothing is to be learnt.
    mutating func pass(_ bin: Int) { medians[bin % medians.count] = .nan }

    /// Puts a band around a forecast. The forecast whose place it takes must have been settled.
    mutating func forecast(_ bin: Int, median: Double, hour: Int, ceiling: Double) -> Quantiles {
        medians[bin % medians.count] = Float(median)
        return band.band(median, hour: hour, ceiling: ceiling)
    }
}
