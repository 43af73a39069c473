/// The regressors of one origin and horizon on one scale: 1, the windows of a ``LagPlan`` against the level, and the
/// ``SeasonalTerms`` of the target.
package struct Regressors: Sendable {
    package let plan: LagPlan
    private let terms: SeasonalTerms

    package init(_ plan: LagPlan, _ terms: SeasonalTerms) {
        self.plan = plan
        self.terms = terms
    }

    /// Elements, with those that fill up the last block.
    package var blocks: Int { (1 + plan.windows.count + SeasonalTerms.count + 7) / 8 }

    /// - Parameters:
    ///   - target: the bin that is forecast.
    ///   - lanes: takes ``blocks`` elements from `offset` on.
    func write(
        _ history: ScaledHistory, _ level: ScaledLevel, target: Int64, into lanes: inout [Lanes], at offset: Int
    ) {
        // What is not remembered is taken to have been as ever.
        let unknown = level.scale == .logarithm ? 0.0 : 1.0
        var index = 8 * offset
        func add(_ value: Float) {
            lanes[index / 8][index % 8] = value
            index += 1
        }
        add(1)
        for window in plan.windows {
            let mean = history.mean(level.scale, age: window.age, length: window.length)
            // A burst after days of silence says no more than that there was one.
            add(Float(min(mean.map(level.relative) ?? unknown, 60)))
        }
        for term in terms.terms(of: target) { add(term) }
        while index < 8 * (offset + blocks) { add(0) }
    }

    /// Which elements a model with a set of days looks at.
    func mask(days: [Int], hasWeeks: Bool) -> [Bool] {
        var mask = [true]
        mask += plan.days.map { $0 == 0 || days.contains($0) }
        mask += (0..<SeasonalTerms.count).map { hasWeeks || $0 < 2 * SeasonalTerms.ofDay }
        mask += [Bool](repeating: false, count: 8 * blocks - mask.count)
        return mask
    }
}
