import SecretSharing

/// The single steps away from a policy, each with its cost: what asks more of the operator costs least, what gives up
/// more of the key's protection costs most.
struct PolicyEdit {
    let policy: PlacementPolicy
    let cost: Int

    /// - Parameter profiles: those of custodians that can hold shares, for the names and levels worth trying.
    static func all(of policy: PlacementPolicy, _ profiles: [CandidateProfile]) -> [PolicyEdit] {
        let threshold = policy.threshold
        var edits: [PolicyEdit?] = []
        for change in [1, -1] {
            edits.append(
                make(
                    policy.changing(threshold: try? Threshold(quorum: threshold.quorum, of: threshold.count + change)),
                    2))
            edits.append(
                make(
                    policy.changing(threshold: try? Threshold(quorum: threshold.quorum + change, of: threshold.count)),
                    3))
        }
        if !policy.regions.isEmpty {
            for name in Set(profiles.map(\.region)).subtracting(policy.regions).sorted() {
                edits.append(make(policy.changing(regions: policy.regions + [name]), 2))
            }
        }
        if !policy.jurisdictions.isEmpty {
            for name in Set(profiles.map(\.jurisdiction)).subtracting(policy.jurisdictions).sorted() {
                edits.append(make(policy.changing(jurisdictions: policy.jurisdictions + [name]), 4))
            }
        }
        if let trust = profiles.map(\.trust).filter({ $0 < policy.leastTrust }).max() {
            edits.append(make(policy.changing(leastTrust: trust), 3))
        }
        for rule in policy.spread.orderedRules where policy.spread.strictness == .required {
            edits.append(
                make(policy.changing(spread: policy.spread.without(rule)), rule == .regionLoss ? 5 : 6))
        }
        return edits.compactMap { $0 }
    }

    private static func make(_ policy: PlacementPolicy?, _ cost: Int) -> PolicyEdit? {
        policy.map { PolicyEdit(policy: $0, cost: cost) }
    }
}
