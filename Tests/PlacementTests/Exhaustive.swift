import KeyMap
import Placement
import SecretSharing

/// The rules once more, from their text and not from the solver's caps, and every committee tried.
enum Exhaustive {
    static func meets(_ policy: PlacementPolicy, _ committee: [PlacementCandidate]) -> Bool {
        let (quorum, count) = (policy.threshold.quorum, policy.threshold.count)
        guard Set(committee.map(\.id)).count == count, committee.count == count else { return false }
        for member in committee {
            guard [.resident, .ephemeral].contains(member.kind), member.isAvailable,
                member.trust >= policy.leastTrust
            else { return false }
            guard policy.regions.isEmpty || policy.regions.contains(member.region) else { return false }
            guard policy.jurisdictions.isEmpty || policy.jurisdictions.contains(member.jurisdiction) else {
                return false
            }
        }
        let rules = policy.spread.rules
        for member in committee {
            let inRegion = committee.count { $0.region == member.region }
            if rules.contains(.region), inRegion >= quorum { return false }
            if rules.contains(.regionLoss), count - inRegion < quorum { return false }
            if rules.contains(.vendor), committee.count(where: { $0.vendor == member.vendor }) >= quorum {
                return false
            }
            if rules.contains(.operatorName),
                committee.count(where: { $0.operatorName == member.operatorName }) >= quorum
            {
                return false
            }
        }
        return true
    }

    /// Every committee of the fleet that meets the policy as it is written.
    static func committees(_ policy: PlacementPolicy, _ fleet: [PlacementCandidate]) -> [[PlacementCandidate]] {
        subsets(of: fleet[...], size: policy.threshold.count).filter { meets(policy, $0) }
    }

    /// Whether there is a committee where some rules are ignored.
    static func exists(
        _ policy: PlacementPolicy, _ fleet: [PlacementCandidate], ignoring rules: [PlacementRule]
    ) throws -> Bool {
        let open = try PlacementPolicy(
            policy.threshold, regions: rules.contains(.regions) ? [] : policy.regions,
            jurisdictions: rules.contains(.jurisdictions) ? [] : policy.jurisdictions,
            leastTrust: rules.contains(.trust) ? 0 : policy.leastTrust,
            spread: PlacementSpread(
                policy.spread.strictness, policy.spread.rules.filter { !rules.contains(.spread($0)) }))
        let present = rules.contains(.availability) ? fleet.map { available($0) } : fleet
        return !committees(open, present).isEmpty
    }

    private static func available(_ candidate: PlacementCandidate) -> PlacementCandidate {
        PlacementCandidate(
            id: candidate.id, region: candidate.region, jurisdiction: candidate.jurisdiction, trust: candidate.trust,
            vendor: candidate.vendor, operatorName: candidate.operatorName, kind: candidate.kind)
    }

    static func subsets<Element>(of all: ArraySlice<Element>, size: Int) -> [[Element]] {
        guard size > 0 else { return [[]] }
        guard size <= all.count, let first = all.first else { return [] }
        return subsets(of: all.dropFirst(), size: size - 1).map { [first] + $0 }
            + subsets(of: all.dropFirst(), size: size)
    }
}
