import SecretSharing

/// A rule that a committee meets or does not.
package enum PlacementRule: Hashable, Sendable {
    /// n different custodians.
    case count
    /// Custodians that compute with shares: no backup and no requester.
    case kind
    /// Custodians that are available.
    case availability
    case regions
    case jurisdictions
    case trust
    case spread(SpreadRule)

    /// The rule in words, for a policy that has it.
    package func statement(in policy: PlacementPolicy) -> String {
        let threshold = policy.threshold
        return switch self {
        case .count: "\(threshold.count) different custodians"
        case .kind: "only custodians that compute with shares"
        case .availability: "only custodians that are available"
        case .regions: "shares only in the regions \(policy.regions.joined(separator: ", "))"
        case .jurisdictions: "shares only in the jurisdictions \(policy.jurisdictions.joined(separator: ", "))"
        case .trust: "a trust level of at least \(policy.leastTrust)"
        case .spread(.region): "no region holds \(threshold.quorum) of the shares"
        case .spread(.vendor): "no vendor holds \(threshold.quorum) of the shares"
        case .spread(.operatorName): "no operator holds \(threshold.quorum) of the shares"
        case .spread(.regionLoss): "losing any one region leaves \(threshold.quorum) of the shares"
        }
    }
}
