import RealModule

/// Finds the parameters with the least absolute errors of counts at a horizon, rolling through all series, each error in
/// proportion to what its series has on average.
struct HoltWintersSearch: Sendable {
    /// How often all parameters are tried in turn.
    private static let rounds = 3

    private let grid: TimeGrid
    /// Bins ahead.
    private let horizon: Int
    /// Counts and logarithms of each series that was used.
    private let series: [(first: Int64, average: Double, counts: [Double?], logarithms: [Double?])]

    init(_ series: [CountSeries], grid: TimeGrid, end: Int, horizon: Int) {
        self.grid = grid
        self.horizon = horizon
        self.series = zip(series, series.averages(end: end)).filter { $1 > 0 }.map { one, average in
            let counts = Array(one.counts.prefix(end))
            return (one.first, average, counts, counts.map { $0.map { .log(onePlus: $0) } })
        }
    }

    /// The best parameters that changing one at a time finds.
    func run(hasWeeks: Bool) -> HoltWintersParameters {
        var best: (parameters: HoltWintersParameters, error: Double)?
        for start in HoltWintersParameters.starts(hasWeeks: hasWeeks) {
            let found = descend(start, hasWeeks: hasWeeks)
            if found.error < best?.error ?? .infinity { best = found }
        }
        return best?.parameters ?? HoltWintersParameters.starts(hasWeeks: hasWeeks)[0]
    }

    private func descend(
        _ start: HoltWintersParameters, hasWeeks: Bool
    ) -> (parameters: HoltWintersParameters, error: Double) {
        var best = start
        var least = error(best)
        for _ in 0..<Self.rounds {
            for (parameter, values) in HoltWintersParameters.choices(hasWeeks: hasWeeks) {
                for value in values where value != best[keyPath: parameter] {
                    var other = best
                    other[keyPath: parameter] = value
                    let error = error(other)
                    if error < least { (best, least) = (other, error) }
                }
            }
        }
        return (best, least)
    }

    /// The sum of the errors from the second day on.
    private func error(_ parameters: HoltWintersParameters) -> Double {
        let ahead = HoltWintersHorizon(horizon: horizon, parameters)
        var sum = 0.0
        for one in series {
            var state = HoltWintersState(grid)
            for (index, value) in one.logarithms.enumerated() {
                let bin = one.first + Int64(index)
                state.append(value, bin: bin, parameters)
                guard index >= grid.daily, index + horizon < one.counts.count,
                    let outcome = one.counts[index + horizon]
                else { continue }
                let forecast = state.forecast(bin + Int64(horizon), ahead)
                sum += abs(max(.expMinusOne(min(forecast, 60)), 0) - outcome) / one.average
            }
        }
        return sum
    }
}
