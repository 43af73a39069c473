/// Which rules of spread a policy has, and whether a fleet that cannot meet them gets a committee all the same.
package struct PlacementSpread: Hashable, Sendable {
    package enum Strictness: String, Sendable {
        /// No committee rather than one that violates a rule.
        case required
        /// Where no committee of the fleet meets every rule, as few rules as possible give way, each by as little as
        /// possible, and the decision says so.
        case relaxed
    }

    package let strictness: Strictness
    package let rules: Set<SpreadRule>

    /// Without rules there is nothing to relax: the strictness is then `.required`, so that there is one "none".
    package init(_ strictness: Strictness, _ rules: Set<SpreadRule> = Set(SpreadRule.allCases)) {
        self.strictness = rules.isEmpty ? .required : strictness
        self.rules = rules
    }

    package static let required = PlacementSpread(.required)
    package static let relaxed = PlacementSpread(.relaxed)
    package static let none = PlacementSpread(.required, [])

    /// The rules in the order of ``SpreadRule``.
    var orderedRules: [SpreadRule] { SpreadRule.allCases.filter { rules.contains($0) } }

    func without(_ rule: SpreadRule) -> PlacementSpread { PlacementSpread(strictness, rules.subtracting([rule])) }
}
