package import KeyMap
package import Placement
import SecretSharing

extension Hub {
    /// What a key is placed by where it has no policy of its own: every custodian of the fleet's own threshold.
    package var defaultPlacement: PlacementPolicy { PlacementPolicy(threshold, spread: .relaxed) }

    /// Where a key's shares would go now.
    ///
    /// - Parameter policy: of the key; the fleet's default if nil.
    /// - Throws: `PlacementError` that says which rule is in the way, and what would do.
    package func decidePlacement(
        _ policy: PlacementPolicy?, for id: KeyID
    ) throws(PlacementError) -> PlacementDecision {
        let connected = feed.acknowledged
        var solver = try PlacementSolver(candidates { connected[$0] != nil })
        return try solver.decide(policy ?? defaultPlacement, seed: TieBreak.seed(of: id))
    }

    /// The committee of a new key, in the order of share indices. Where too few are in reach it is the one that
    /// there would be if all were, so that whoever is missing is named.
    func place(_ policy: PlacementPolicy?, for id: KeyID) throws(HubError) -> (PlacementPolicy, [CustodianRecord]) {
        let policy = policy ?? defaultPlacement
        let decision: PlacementDecision
        do throws(PlacementError) {
            do throws(PlacementError) {
                decision = try decidePlacement(policy, for: id)
            } catch {
                var solver = try PlacementSolver(candidates { _ in true })
                decision = try solver.decide(policy, seed: TieBreak.seed(of: id))
            }
        } catch {
            throw HubError(
                .unplaceable, "The key cannot be placed: \(error.lines(for: policy).joined(separator: "; ")).")
        }
        let custodians = Dictionary(uniqueKeysWithValues: replica.custodians.map { ($0.id, $0) })
        return (policy, decision.committee.compactMap { custodians[$0.id] })
    }

    /// Every custodian as the solver sees it.
    package var placementCandidates: [PlacementCandidate] { candidates { _ in true } }

    private func candidates(_ isAvailable: (CustodianID) -> Bool) -> [PlacementCandidate] {
        let loads = replica.loads
        return replica.custodians.filter { links($0.id) != nil }.map { custodian in
            PlacementCandidate(
                id: custodian.id, region: custodian.region, jurisdiction: custodian.jurisdiction,
                trust: custodian.trust, vendor: custodian.vendor, operatorName: custodian.operatorName,
                kind: CandidateKind(custodian.kind), isAvailable: isAvailable(custodian.id),
                load: loads[custodian.id, default: 0])
        }
    }
}

extension CandidateKind {
    init(_ kind: CustodianKind) {
        switch kind {
        case .resident: self = .resident
        case .ephemeral: self = .ephemeral
        case .backup: self = .backup
        case .requester: self = .requester
        }
    }
}
