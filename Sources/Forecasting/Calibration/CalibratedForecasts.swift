/// What makes forecasts of a model's medians: the ceiling that no forecast goes beyond, and a calibrated band for each
/// horizon.
struct CalibratedForecasts: Sendable {
    private let grid: TimeGrid
    private let horizons: [Int]
    private let first: Int64
    private var states: [CalibratedHorizon]
    private var ceiling: CountCeiling
    /// Bins so far.
    private(set) var count = 0
    /// For each horizon; empty before the first update.
    private(set) var values: [Quantiles] = []

    /// - Parameter first: the number of the series' first bin.
    init(grid: TimeGrid, horizons: [Int], first: Int64) {
        self.grid = grid
        self.horizons = horizons
        self.first = first
        states = horizons.map { CalibratedHorizon(horizon: $0, grid: grid) }
        ceiling = CountCeiling(daily: grid.daily)
    }

    /// The bin that comes next.
    var next: Int64 { first + Int64(count) }

    /// Takes in the next bin without learning from it.
    mutating func remember(_ outcome: Double?) {
        for index in states.indices { states[index].pass(count) }
        append(outcome)
    }

    /// Takes in the next bin, learns from how it was forecast, and makes forecasts.
    ///
    /// - Parameter median: of the horizon of an index, after this bin.
    mutating func update(_ outcome: Double?, median: (_ horizon: Int, _ target: Int64) -> Double) {
        let bin = next
        append(outcome)
        let greatest = ceiling.value
        var refreshed: [Quantiles] = []
        refreshed.reserveCapacity(horizons.count)
        for (index, horizon) in horizons.enumerated() {
            if let outcome { states[index].settle(count - 1, outcome: outcome, hour: grid.hour(of: bin)) }
            let target = bin + Int64(horizon)
            let value = min(max(median(index, target), 0), greatest)
            refreshed.append(
                states[index].forecast(
                    count - 1 + horizon, median: value, hour: grid.hour(of: target), ceiling: greatest))
        }
        values = refreshed
    }

    private mutating func append(_ outcome: Double?) {
        ceiling.append(outcome)
        count += 1
    }
}
