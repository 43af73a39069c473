import FleetIdentity
import KeyMap
import Placement
import SecretSharing

/// What the default placement rule says of a dev fleet's one committee.
enum DevPlacement {
    /// One line for each part of the rule that a fleet of this size cannot keep.
    static func relaxations(_ charter: FleetCharter, threshold: Threshold) -> [String] {
        let candidates = charter.custodians.filter(\.kind.joinsCommittees).map { custodian in
            PlacementCandidate(
                id: custodian.id, region: custodian.region, jurisdiction: "eu", trust: 1, vendor: custodian.vendor,
                operatorName: custodian.operatorName, kind: .resident, isAvailable: true, load: 0)
        }
        let policy = PlacementPolicy(threshold, spread: .relaxed)
        guard var solver = try? PlacementSolver(candidates), let decision = try? solver.decide(policy, seed: 0) else {
            return []
        }
        return decision.relaxations.map { "  placement  \($0.line(in: policy))" }
    }
}
