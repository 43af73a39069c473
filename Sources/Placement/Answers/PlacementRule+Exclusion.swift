extension PlacementRule {
    /// Why a custodian does not qualify, behind a number of them: "2 not available".
    func exclusion(from policy: PlacementPolicy) -> String {
        switch self {
        case .kind: "for backup or as requesters"
        case .availability: "not available"
        case .regions: "outside the regions \(policy.regions.joined(separator: ", "))"
        case .jurisdictions: "outside the jurisdictions \(policy.jurisdictions.joined(separator: ", "))"
        case .trust: "with a trust level under \(policy.leastTrust)"
        case .count, .spread: "for other reasons"
        }
    }
}
