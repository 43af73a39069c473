/// What counts were like of late, which all regressors and forecasts are seen against: that lets one set of coefficients
/// serve keys of any size.
struct ScaledLevel {
    let scale: CountScale
    let value: Double

    /// Mostly the last day, and a little of everything remembered, so that a day without any use is no division by zero.
    ///
    /// - Parameter daily: bins of a day.
    init(_ history: ScaledHistory, _ scale: CountScale, daily: Int) {
        self.scale = scale
        let day = history.mean(scale, age: 0, length: daily) ?? 0
        let all = history.mean(scale, age: 0, length: history.capacity) ?? 0
        value =
            switch scale {
            case .logarithm: day
            // Of a key with one use in fifty bins.
            case .root: max(0.9 * day + 0.1 * all, 0.14)
            case .count: max(0.9 * day + 0.1 * all, 0.02)
            }
    }

    /// A value of the scale against the level.
    func relative(_ value: Double) -> Double {
        scale == .logarithm ? value - self.value : value / self.value
    }

    /// The count that a value against the level is.
    func count(_ relative: Double) -> Double {
        switch scale {
        // A factor of 400 up or down.
        case .logarithm: scale.backward(min(max(relative, -6), 6) + value)
        case .root, .count: scale.backward(relative * value)
        }
    }
}
