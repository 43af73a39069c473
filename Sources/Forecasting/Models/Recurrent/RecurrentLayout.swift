/// What the inputs and outputs of a ``RecurrentForecaster``'s network mean.
package struct RecurrentLayout: Sendable {
    /// Fourier terms of the day and of the week.
    private static let terms = (ofDay: 8, ofWeek: 2 * SeasonalTerms.ofWeek)
    /// Inputs that do not depend on horizons or Fourier terms.
    private static let common = 10
    private static let perHorizon = 4

    let grid: TimeGrid
    /// Bins ahead.
    let horizons: [Int]
    /// There is enough past to tell weekdays apart.
    let hasWeeks: Bool
    private let seasonal: SeasonalTerms

    init(grid: TimeGrid, horizons: [Int], hasWeeks: Bool) {
        self.grid = grid
        self.horizons = horizons
        self.hasWeeks = hasWeeks
        seasonal = SeasonalTerms(grid: grid)
    }

    /// Features a step.
    var inputs: Int { Self.common + Self.perHorizon * horizons.count + Self.terms.ofDay + Self.terms.ofWeek }

    /// Writes the features of the latest bin: 1, how the latest hours differ from the day's level, from a day and from a
    /// week ago, what was there a day and a week before each target, and the time of day and of the week. What is not
    /// known is taken to have been as ever.
    ///
    /// - Parameters:
    ///   - bin: the latest bin's number.
    ///   - features: ``inputs`` of them.
    func write(_ past: RecurrentPast, bin: Int64, into features: inout [Float]) {
        let (daily, weekly) = (grid.daily, 7 * grid.daily)
        let hourly = max(1, daily / 24)
        let level = past.level
        let lastWeek = past.levelBeforeWeek ?? level
        var index = 0
        func add(_ value: Float?, less base: Float?) {
            let difference = value.flatMap { value in base.map { value - $0 } } ?? 0
            features[index] = DailySequences.squash(difference)
            index += 1
        }
        let hour = past.mean(age: 0, length: hourly)
        add(1, less: 0)
        add(past.mean(age: 0, length: 1), less: level)
        add(hour, less: level)
        add(past.mean(age: 0, length: 6 * hourly), less: level)
        add(past.mean(age: 0, length: 1), less: past.mean(age: daily, length: 1))
        add(hour, less: past.mean(age: daily, length: hourly))
        add(hasWeeks ? hour : nil, less: past.mean(age: weekly, length: hourly))
        add(level, less: past.levelBeforeDay)
        add(hasWeeks ? level : nil, less: past.levelBeforeWeek)
        add(level / 4, less: 1)
        for horizon in horizons {
            let (day, week) = (daily - horizon, weekly - horizon)
            add(past.mean(age: day, length: 1), less: level)
            add(past.mean(age: max(0, day - hourly / 2), length: hourly), less: level)
            add(hasWeeks ? past.mean(age: week, length: 1) : nil, less: lastWeek)
            add(hasWeeks ? past.mean(age: max(0, week - hourly / 2), length: hourly) : nil, less: lastWeek)
        }
        let terms = seasonal.terms(of: bin)
        for term in terms.prefix(Self.terms.ofDay) { add(term, less: 0) }
        for term in terms.suffix(Self.terms.ofWeek) { add(hasWeeks ? term : nil, less: 0) }
    }
}
