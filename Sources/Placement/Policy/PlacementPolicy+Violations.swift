import KeyMap
import SecretSharing

extension PlacementPolicy {
    /// What a committee violates of the policy as it is written; empty where it meets every rule.
    ///
    /// Rules that a decision relaxed are listed too: whether that is allowed, the policy's `spread.strictness` says.
    ///
    /// - Parameter committee: n candidates, one a share, in any order.
    package func violations(of committee: [PlacementCandidate]) -> [PlacementViolation] {
        countViolations(of: committee) + memberViolations(of: committee) + spreadViolations(of: committee)
    }

    private func countViolations(of committee: [PlacementCandidate]) -> [PlacementViolation] {
        var found: [PlacementViolation] = []
        if committee.count != threshold.count {
            found.append(
                PlacementViolation(
                    rule: .count,
                    message: "the committee has \(committee.count) members where the policy asks for \(threshold.count)"
                ))
        }
        for (id, count) in Tally(committee.map(\.id.description)).entries where count > 1 {
            found.append(
                PlacementViolation(rule: .count, message: "custodian \(id) is \(count) times in the committee"))
        }
        return found
    }

    private func memberViolations(of committee: [PlacementCandidate]) -> [PlacementViolation] {
        committee.compactMap { member in
            guard let rule = CandidateProfile(member).obstacle(to: self) else { return nil }
            let what =
                switch rule {
                case .kind: member.kind == .requester ? "is a requester, which holds no shares" : "is a backup"
                case .availability: "is not available"
                case .regions: "is in region \(member.region), which the policy does not name"
                case .jurisdictions: "is in jurisdiction \(member.jurisdiction), which the policy does not name"
                default: "has trust level \(member.trust), less than \(leastTrust)"
                }
            return PlacementViolation(rule: rule, message: "custodian \(member.id) \(what)")
        }
    }

    private func spreadViolations(of committee: [PlacementCandidate]) -> [PlacementViolation] {
        spread.orderedRules.flatMap { rule in
            let axis = SpreadAxis(of: rule)
            // Where members are gone, fewer are left when a region goes too.
            let lost = rule == .regionLoss ? max(0, threshold.count - committee.count) : 0
            let cap = ShareCaps.cap(for: rule, threshold) - lost
            return Tally(committee.map { axis.name(of: $0) }).entries.filter { $0.count > cap }.map { name, count in
                PlacementViolation(
                    rule: .spread(rule),
                    message: "\(axis.word) \(name) holds \(count) shares where at most \(cap) are allowed, so that "
                        + PlacementRule.spread(rule).statement(in: self))
            }
        }
    }
}
