/// The band around one series' forecasts at one horizon, and those of them whose outcome is still to come.
struct CalibratedHorizon: Sendable {
    private var band = BandTracker()
    /// A ring: the forecast for a bin at the bin's number modulo the horizon.
    private var medians: [Float]

    init(horizon: Int) {
        medians = [Float](repeating: .nan, count: horizon)
    }

    /// Compares what was forecast for a bin with what it had.
    ///
    /// - Parameters:
    ///   - bin: its number from the series' first on.
    ///   - hour: of day, of the bin.
    mutating func settle(_ bin: Int, outcome: Double, hour: Int) {
        let median = medians[bin % medians.count]
        if !median.isNaN { band.learn(outcome, forecast: Double(median), hour: hour) }
    }

    /// Lets a bin pass of which nothing is to be learnt.
    mutating func pass(_ bin: Int) { medians[bin % medians.count] = .nan }

    /// Puts a band around a forecast. The forecast whose place it takes must have been settled.
    mutating func forecast(_ bin: Int, median: Double, hour: Int, ceiling: Double) -> Quantiles {
        medians[bin % medians.count] = Float(median)
        return band.band(median, hour: hour, ceiling: ceiling)
    }
}
