extension PlacementPolicy {
    /// How a committee stands to each of the policy's rules: for the rules that it meets how, then those that it does not,
    /// apart whether the policy lets them give way.
    package func explanation(of committee: [PlacementCandidate]) -> [String] {
        let violations = violations(of: committee)
        let violated = Set(violations.map(\.rule))
        let met =
            memberRuleLines(for: committee, leavingOut: violated)
            + spreadLines(for: committee) { violated.contains(.spread($0)) }
        return ["placement: \(text)"] + met
            + violations.map { "\(givesWay($0.rule) ? "relaxed" : "violated"): \($0.message)" }
    }

    /// Whether the policy takes a committee that does not meet a rule, where the fleet has no better one.
    private func givesWay(_ rule: PlacementRule) -> Bool {
        if case .spread = rule { spread.strictness == .relaxed } else { false }
    }

    /// How a committee that a solver chose meets each rule, but for the rules that gave way.
    func ruleLines(for committee: [PlacementCandidate], leavingOut relaxed: Set<SpreadRule>) -> [String] {
        memberRuleLines(for: committee, leavingOut: []) + spreadLines(for: committee) { relaxed.contains($0) }
    }

    private func memberRuleLines(
        for committee: [PlacementCandidate], leavingOut violated: Set<PlacementRule>
    ) -> [String] {
        var rules: [(rule: PlacementRule, how: String)] = []
        if !regions.isEmpty { rules.append((.regions, Tally(committee.map(\.region)).text)) }
        if !jurisdictions.isEmpty { rules.append((.jurisdictions, Tally(committee.map(\.jurisdiction)).text)) }
        if leastTrust > 0 { rules.append((.trust, "the least is \(committee.map(\.trust).min() ?? 0)")) }
        return rules.filter { !violated.contains($0.rule) }.map { "\($0.rule.statement(in: self)): \($0.how)" }
    }

    private func spreadLines(
        for committee: [PlacementCandidate], leavingOut isLeftOut: (SpreadRule) -> Bool
    ) -> [String] {
        spread.orderedRules.filter { !isLeftOut($0) }.map { rule in
            let axis = SpreadAxis(of: rule)
            let tally = Tally(committee.map { axis.name(of: $0) })
            let how =
                switch (rule, tally.entries.first) {
                case (.regionLoss, let most?):
                    "\(most.name) has the most, \(most.count) of \(committee.count), so that "
                        + "\(committee.count - most.count) are left"
                default: tally.text
                }
            return "\(PlacementRule.spread(rule).statement(in: self)): \(how)"
        }
    }
}
