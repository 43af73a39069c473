/// What no forecast of a series goes far beyond: three times its greatest count, which is half forgotten in a month.
struct CountCeiling: Sendable {
    private let decay: Double
    private var peak = 0.0

    /// - Parameter daily: bins of a day.
    init(daily: Int) {
        decay = 1 - 0.023 / Double(daily)
    }

    /// In counts, 1 at least.
    var value: Double { max(3 * peak, 1) }

    /// Takes in the next bin.
    mutating func append(_ outcome: Double?) { peak = max(outcome ?? 0, peak * decay) }
}
