import SecretSharing

/// Whether a fleet has a committee for a policy, some rules of which may be ignored. Loads play no part in it.
struct PlacementQuestion {
    let classes: CommitteeClasses
    let caps: ShareCaps
    private let count: Int

    init(_ fleet: PlacementFleet, _ policy: PlacementPolicy, ignoring ignored: Set<PlacementRule> = []) {
        classes = CommitteeClasses(fleet, for: policy, ignoring: ignored)
        caps = ShareCaps(policy.threshold, policy.spread.rules.filter { !ignored.contains(.spread($0)) })
        count = policy.threshold.count
    }

    func answer(steps: inout Int) -> CommitteeSearch.Answer {
        answer(caps: caps, steps: &steps)
    }

    func answer(caps: ShareCaps, steps: inout Int) -> CommitteeSearch.Answer {
        guard classes.haveRoom(for: count, within: caps) else { return .impossible }
        var search = CommitteeSearch(classes, caps: caps)
        return search.answer(taken: [], count: count, steps: &steps)
    }
}
