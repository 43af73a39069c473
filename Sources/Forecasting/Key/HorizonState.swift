/// What one key has learnt of its forecasts at one horizon, and those of them whose outcome is still to come.
struct HorizonState: Sendable {
    private var weights: ExpertWeights
    private var calibrated: CalibratedHorizon
    private let memberCount: Int
    /// One forecast in so many is kept by member, so that a day of them takes little memory: of five-minute bins every fifth,
    /// which fall on all minutes of the hour.
    private let stride: Int
    /// A ring: of every ``stride``th bin the forecast of each member, at the bin's number modulo the horizon.
    private var members: [Float]
    private let horizon: Int

    init(_ model: HorizonModel, grid: TimeGrid) {
        horizon = model.horizon
        memberCount = model.memberCount
        calibrated = CalibratedHorizon(horizon: horizon, grid: grid)
        stride = horizon < 48 ? 1 : horizon / 64 + 1
        let lead = Double(horizon) / Double(grid.daily)
        // Three days, and a week of forecasts a day ahead.
        weights = ExpertWeights(
            count: model.memberCount, memory: Int((3 + 4 * lead) * Double(grid.daily)) / stride, lead: lead)
        members = [Float](repeating: .nan, count: memberCount * ((horizon + stride - 1) / stride))
    }

    /// How far forecasts were off of late.
    var error: RecentError { calibrated.error }

    /// Compares what was forecast for a bin with what it had.
    ///
    /// - Parameters:
    ///   - bin: its number from the key's first on.
    ///   - average: the key's mean count.
    ///   - hour: of day, of the bin.
    mutating func settle(_ bin: Int, outcome: Double, average: Double, hour: Int) {
        guard calibrated.settle(bin, outcome: outcome, hour: hour) else { return }
        let slot = bin % horizon
        guard slot % stride == 0 else { return }
        let first = slot / stride * memberCount
        weights.learn(outcome, forecasts: members[first..<first + memberCount], average: average)
    }

    /// Goes on with other members. How forecasts came out of late and the band stay; those still to come out are dropped.
    mutating func adopt(_ model: HorizonModel, grid: TimeGrid) {
        guard model.memberCount != memberCount else { return }
        let before = calibrated
        self = HorizonState(model, grid: grid)
        calibrated = before
        calibrated.drop()
    }

    /// Lets a bin pass of which nothing is to be learnt.
    mutating func pass(_ bin: Int) { calibrated.pass(bin) }

    /// Makes one forecast of the members'. The forecast whose place it takes must have been settled.
    ///
    /// - Parameters:
    ///   - bin: the number of the bin that is forecast, from the key's first on.
    ///   - ceiling: of the band.
    mutating func forecast(_ bin: Int, of values: [Double], hour: Int, ceiling: Double) -> Quantiles {
        let slot = bin % horizon
        if slot % stride == 0 {
            let first = slot / stride * memberCount
            for (index, value) in values.enumerated() { members[first + index] = Float(value) }
        }
        return calibrated.forecast(bin, median: weights.combine(values), hour: hour, ceiling: ceiling)
    }
}
