/// A rule of spread that no committee of the fleet meets, and that gave way.
package struct PlacementRelaxation: Hashable, Sendable {
    package let rule: SpreadRule
    /// How many shares the rule allows one region, vendor or operator.
    package let allowed: Int
    /// How many are allowed instead: the fewest with which a committee exists.
    package let granted: Int

    /// The line that says so.
    package func line(in policy: PlacementPolicy) -> String {
        let word = SpreadAxis(of: rule).word
        return "relaxed: \(PlacementRule.spread(rule).statement(in: policy)): this fleet has no such committee, so one "
            + "\(word) may hold \(granted) where the rule allows \(allowed)"
    }
}
