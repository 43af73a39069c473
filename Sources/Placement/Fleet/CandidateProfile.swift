/// All that rules look at in a custodian. A fleet has few profiles, however many custodians it has.
struct CandidateProfile: Hashable, Sendable {
    let region: String
    let jurisdiction: String
    let trust: UInt8
    let vendor: String
    let operatorName: String
    let holdsShares: Bool
    let isAvailable: Bool

    init(_ candidate: PlacementCandidate) {
        region = candidate.region
        jurisdiction = candidate.jurisdiction
        trust = candidate.trust
        vendor = candidate.vendor
        operatorName = candidate.operatorName
        holdsShares = candidate.kind.holdsComputingShares
        isAvailable = candidate.isAvailable
    }

    /// The first rule about single custodians that this one does not meet, or nil where it qualifies.
    ///
    /// - Parameter ignored: rules that are not looked at.
    func obstacle(to policy: PlacementPolicy, ignoring ignored: Set<PlacementRule> = []) -> PlacementRule? {
        if !holdsShares { return .kind }
        if !isAvailable, !ignored.contains(.availability) { return .availability }
        if !policy.regions.isEmpty, !policy.regions.contains(region), !ignored.contains(.regions) { return .regions }
        if !policy.jurisdictions.isEmpty, !policy.jurisdictions.contains(jurisdiction),
            !ignored.contains(.jurisdictions)
        {
            return .jurisdictions
        }
        if trust < policy.leastTrust, !ignored.contains(.trust) { return .trust }
        return nil
    }
}
