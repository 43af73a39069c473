import KeyMap

extension PlacementDecision {
    /// The decision in words, for people: the policy, who qualifies, the committee, how each rule is met, what gave
    /// way, and why these.
    package var lines: [String] {
        ["placement: \(policy.text)", qualification] + memberLines + ruleLines + relaxations.map { $0.line(in: policy) }
            + [choice]
    }

    private var qualification: String {
        let order: [PlacementRule] = [.kind, .availability, .regions, .jurisdictions, .trust]
        let left = order.compactMap { rule in excluded[rule].map { "\($0) \(rule.exclusion(from: policy))" } }
        let out = left.isEmpty ? "" : ": \(left.joined(separator: ", "))"
        return "custodians: \(qualifiedCount) of \(fleetCount) qualify\(out)"
    }

    private var memberLines: [String] {
        members.enumerated().map { position, member in
            let candidate = member.candidate
            return "share \(position + 1): \(candidate.id), region \(candidate.region), jurisdiction "
                + "\(candidate.jurisdiction), trust \(candidate.trust), vendor \(candidate.vendor), operator "
                + "\(candidate.operatorName), load \(member.loadBefore) before and \(member.loadAfter) after"
        }
    }

    private var ruleLines: [String] { policy.ruleLines(for: committee, leavingOut: Set(relaxations.map(\.rule))) }

    private var choice: String {
        let loads = members.map(\.loadBefore)
        let range = "loads \(loads.min() ?? 0) to \(loads.max() ?? 0)"
        if passedOver.total == 0 { return "choice: the least loaded that qualify (\(range))" }
        return "choice: the least loaded first (\(range)); passed over: \(passedOver.text)"
    }
}
