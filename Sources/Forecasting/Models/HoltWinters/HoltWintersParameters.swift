/// How fast each part of a ``HoltWintersState`` follows its errors.
package struct HoltWintersParameters: Hashable, Sendable {
    /// Of the level, α.
    var level = 0.05
    /// Of the trend, β, as a part of α.
    var trend = 0.0
    /// Of the season of a day, δ.
    var day = 0.1
    /// Of the season of a week, ω; 0 for none.
    var week = 0.0
    /// What a residual leaves of the one before, φ.
    var memory = 0.9
    /// How much of an error stays in the residual; with 1 it is Taylor's autoregression, with less a moving average too.
    var gain = 0.3

    /// What is left of the trend after a bin.
    static let damping = 0.98

    /// Where a search begins: without weeks and, where there are, with them.
    static func starts(hasWeeks: Bool) -> [Self] {
        let plain = Self()
        guard hasWeeks else { return [plain] }
        var weekly = plain
        weekly.day = 0.03
        weekly.week = 0.3
        return [plain, weekly]
    }

    /// What a search tries, one parameter after the other.
    static func choices(hasWeeks: Bool) -> [(parameter: WritableKeyPath<Self, Double>, values: [Double])] {
        [
            (\.memory, [0, 0.5, 0.8, 0.9, 0.97, 0.99, 0.997]),
            (\.gain, [0.05, 0.15, 0.3, 0.5, 0.75, 1]),
            (\.level, [0, 0.0005, 0.002, 0.005, 0.015, 0.05, 0.15, 0.4, 0.8]),
            (\.day, [0, 0.01, 0.03, 0.06, 0.1, 0.2, 0.4, 0.7]),
            (\.week, hasWeeks ? [0, 0.003, 0.01, 0.03, 0.1, 0.3, 0.6] : [0]),
            (\.trend, [0, 0.01, 0.05, 0.2]),
        ]
    }
}
