import RealModule

/// How far forecasts were off of late: Σ|y - p50| / Σy over about a day, older ones fading.
struct RecentError: Sendable {
    private let decay: Double
    private var errors = 0.0
    private var outcomes = 0.0

    init(grid: TimeGrid) {
        decay = .exp(-1 / Double(grid.daily))
    }

    mutating func add(_ outcome: Double, forecast: Double) {
        errors = errors * decay + abs(outcome - forecast)
        outcomes = outcomes * decay + outcome
    }

    /// Nil where there was nothing.
    var value: Double? {
        let value = errors / outcomes
        return outcomes > 0 && value.isFinite ? value : nil
    }
}
