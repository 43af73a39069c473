package import KeyMap

/// Chooses the committees of keys from a fleet's custodians, and keeps count of what each holds.
///
/// * Exact: a committee that it returns meets every rule of the policy (but for those that the decision says were
///   relaxed), and it says that there is none only where there is none. The search behind that has a bound; where it is
///   reached before the answer is known, the answer is an error with the code `.undecided`.
/// * Deterministic: the same custodians, loads, policy and seed give the same committee, in whatever order the
///   custodians came and whatever was placed before (but for a search that was ended by its bound).
/// * Balanced: least loaded first, and equal loads in an order that the seed shuffles.
package struct PlacementSolver: Sendable {
    /// How many policies are remembered; clients write policies, so there may be any number.
    private static let maximumPlans = 64

    private let fleet: PlacementFleet
    private let maximumSteps: Int
    private var loads: [Int]
    private var plans: [PlacementPolicy: PlacementPlan] = [:]

    /// - Parameter maximumSteps: how much work the search for one committee may be; a step looks at one region, vendor
    ///   and operator. Nil for what takes a second or two in a release build.
    /// - Throws: ``PlacementError`` with `.badFleet` where two custodians have one id, or there are more than 2^20.
    package init(_ candidates: [PlacementCandidate], maximumSteps: Int? = nil) throws(PlacementError) {
        self.maximumSteps = maximumSteps ?? CommitteeSearch.maximumSteps
        fleet = try PlacementFleet(candidates)
        loads = fleet.candidates.map(\.load)
    }

    /// What a custodian holds now, in the weight of its shares; nil for a stranger.
    package func load(of id: CustodianID) -> Int? { fleet.numbers[id].map { loads[$0] } }

    /// Decides where a key's shares would go, and leaves the loads as they are.
    ///
    /// - Parameters:
    ///   - seed: ``TieBreak/seed(of:)`` of the key.
    ///   - weight: what each of its shares weighs.
    /// - Throws: ``PlacementError``: `.noCommittee`, `.undecided`.
    package mutating func decide(
        _ policy: PlacementPolicy, seed: UInt64, weight: Int = 1
    ) throws(PlacementError) -> PlacementDecision {
        var plan = try plan(for: policy)
        let choice = plan.choose(fleet, loads: loads, seed: seed, maximumSteps: maximumSteps)
        let decision = PlacementDecision(
            policy: policy,
            members: choice.members.map { number in
                PlacementDecision.Member(
                    candidate: fleet.candidates[number], loadBefore: loads[number],
                    loadAfter: Self.sum(loads[number], weight))
            },
            relaxations: plan.relaxations, passedOver: choice.passedOver, fleetCount: fleet.candidates.count,
            qualifiedCount: plan.members.count, excluded: plan.classes.excluded)
        if plans.count >= Self.maximumPlans { plans.removeAll() }
        plans[policy] = plan
        return decision
    }

    /// Takes the policy's plan out, so that what it remembers is not copied when it changes.
    private mutating func plan(for policy: PlacementPolicy) throws(PlacementError) -> PlacementPlan {
        if let known = plans.removeValue(forKey: policy) { return known }
        return try PlacementPlan(fleet, policy, maximumSteps: maximumSteps)
    }

    /// Decides where a key's shares go, and adds their weight to the loads.
    ///
    /// - Throws: as ``decide(_:seed:weight:)``.
    package mutating func place(
        _ policy: PlacementPolicy, seed: UInt64, weight: Int = 1
    ) throws(PlacementError) -> PlacementDecision {
        let decision = try decide(policy, seed: seed, weight: weight)
        for member in decision.members { add(weight, to: member.candidate.id) }
        return decision
    }

    /// Takes a deleted key's shares off the loads. Members that have left the fleet are passed over.
    package mutating func release(_ committee: [CustodianID], weight: Int = 1) {
        for id in committee { add(weight == .min ? .max : -weight, to: id) }
    }

    private mutating func add(_ weight: Int, to id: CustodianID) {
        guard let number = fleet.numbers[id] else { return }
        loads[number] = Self.sum(loads[number], weight)
    }

    /// Loads come from outside, and stop at the ends of what a number holds.
    private static func sum(_ load: Int, _ weight: Int) -> Int {
        let (sum, overflows) = load.addingReportingOverflow(weight)
        return overflows ? (weight < 0 ? .min : .max) : sum
    }
}
