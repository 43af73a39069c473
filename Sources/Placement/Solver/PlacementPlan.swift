import SecretSharing

/// What a fleet and a policy say about every key that is placed by it: who qualifies, the caps, what gave way. Made
/// once a policy and used for every key.
struct PlacementPlan: Sendable {
    struct Member: Sendable {
        /// The candidate's number in the fleet.
        let candidate: Int
        /// Its class.
        let kind: Int
    }

    let policy: PlacementPolicy
    let caps: ShareCaps
    let relaxations: [PlacementRelaxation]
    let classes: CommitteeClasses
    let members: [Member]
    var completions: CompletionSearch

    /// - Parameter maximumSteps: of the search for one committee.
    /// - Throws: ``PlacementError``: `.noCommittee` where there is none, `.undecided` where the search's steps ended
    ///   before that was known.
    init(_ fleet: PlacementFleet, _ policy: PlacementPolicy, maximumSteps: Int) throws(PlacementError) {
        let question = PlacementQuestion(fleet, policy)
        var steps = maximumSteps
        let witness: [Int]
        switch question.answer(steps: &steps) {
        case .possible(let found):
            (caps, relaxations, witness) = (question.caps, [], found)
        case .undecided:
            throw PlacementError.undecided(policy, steps: maximumSteps)
        case .impossible:
            steps = maximumSteps
            guard policy.spread.strictness == .relaxed,
                let relaxed = SpreadRelaxation(of: policy, question, steps: &steps)
            else { throw PlacementDiagnosis(fleet, policy).error }
            (caps, relaxations, witness) = (relaxed.caps, relaxed.relaxations, relaxed.witness)
        }
        self.policy = policy
        classes = question.classes
        members = fleet.profileOf.enumerated().compactMap { number, profile in
            question.classes.classOfProfile[profile].map { Member(candidate: number, kind: $0) }
        }
        completions = CompletionSearch(classes, caps: caps, count: policy.threshold.count, witness: witness)
    }
}
