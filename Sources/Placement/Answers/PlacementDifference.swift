import SecretSharing

/// What one policy changes of another, in words.
struct PlacementDifference {
    let words: [String]

    init(from old: PlacementPolicy, to new: PlacementPolicy) {
        var words: [String] = []
        for (name, before, after) in [
            ("k", old.threshold.quorum, new.threshold.quorum), ("n", old.threshold.count, new.threshold.count),
            ("trust", Int(old.leastTrust), Int(new.leastTrust)),
        ] where before != after {
            words.append("\(name) \(after) instead of \(before)")
        }
        words += Self.list("region", old.regions, new.regions)
        words += Self.list("jurisdiction", old.jurisdictions, new.jurisdictions)
        for rule in SpreadRule.allCases where old.spread.rules.contains(rule) && !new.spread.rules.contains(rule) {
            words.append("without the rule that \(PlacementRule.spread(rule).statement(in: old))")
        }
        self.words = words
    }

    private static func list(_ word: String, _ old: [String], _ new: [String]) -> [String] {
        if new.isEmpty, !old.isEmpty { return ["any \(word)"] }
        return new.filter { !old.contains($0) }.map { "\(word) \($0) too" }
    }
}
