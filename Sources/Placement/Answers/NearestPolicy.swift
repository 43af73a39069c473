import SecretSharing

/// Looks for the policy with the least change that a fleet has a committee for, in ascending order of cost (Dijkstra's
/// search over ``PolicyEdit``). After ``maximumCount`` policies it gives up on the least, and gives up fields of the
/// policy from the other end: everything open, and then each field back as it was where that still does.
struct NearestPolicy {
    static let maximumCount = 600

    private let policy: PlacementPolicy
    private let profiles: [CandidateProfile]
    /// How many custodians could hold shares of an open policy.
    private let holderCount: Int

    init(_ fleet: PlacementFleet, to policy: PlacementPolicy) {
        self.policy = policy
        let holders = zip(fleet.profiles, fleet.sizes).filter { $0.0.holdsShares && $0.0.isAvailable }
        profiles = holders.map(\.0)
        holderCount = holders.reduce(0) { $0 + $1.1 }
    }

    /// - Parameter isPossible: whether the fleet has a committee for a policy.
    func find(where isPossible: (PlacementPolicy) -> Bool) -> PlacementPolicy? {
        guard holderCount >= 2 else { return nil }
        var fronts: [[PlacementPolicy]] = [[policy]]
        var seen: Set<PlacementPolicy> = []
        var cost = 0
        while cost < fronts.count, seen.count < Self.maximumCount {
            var position = 0
            while position < fronts[cost].count, seen.count < Self.maximumCount {
                let next = fronts[cost][position]
                position += 1
                guard seen.insert(next).inserted else { continue }
                if isPossible(next) { return next }
                for edit in PolicyEdit.all(of: next, profiles) where !seen.contains(edit.policy) {
                    while fronts.count <= cost + edit.cost { fronts.append([]) }
                    fronts[cost + edit.cost].append(edit.policy)
                }
            }
            cost += 1
        }
        return fromTheOtherEnd(where: isPossible)
    }

    private func fromTheOtherEnd(where isPossible: (PlacementPolicy) -> Bool) -> PlacementPolicy? {
        let count = min(policy.threshold.count, holderCount)
        guard
            var best = policy.changing(
                threshold: try? Threshold(quorum: min(policy.threshold.quorum, count), of: count))?
                .changing(regions: [])?.changing(jurisdictions: [])?.changing(leastTrust: 0)?
                .changing(spread: .none), isPossible(best)
        else { return nil }
        var restored: [(PlacementPolicy) -> PlacementPolicy?] = [
            { $0.changing(jurisdictions: policy.jurisdictions) }, { $0.changing(regions: policy.regions) },
        ]
        for trust in Set(profiles.map(\.trust) + [policy.leastTrust]).sorted() where trust <= policy.leastTrust {
            restored.append { $0.changing(leastTrust: trust) }
        }
        for rule in policy.spread.orderedRules.reversed() {
            restored.append {
                $0.changing(spread: PlacementSpread(policy.spread.strictness, $0.spread.rules.union([rule])))
            }
        }
        for restore in restored {
            if let next = restore(best), isPossible(next) { best = next }
        }
        return best
    }
}
