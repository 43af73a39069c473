import SecretSharing

/// The choice of one key's committee.
///
/// It is the first one in order of rank: the least loaded custodian that some committee within the caps has, then the
/// least loaded that some committee with it has, and so on. Custodians are taken greedily; only where that runs aground
/// is the exact search asked which of those taken must go back, and then all that are kept are known to be completable.
extension PlacementPlan {
    /// - Parameters:
    ///   - loads: of the fleet's candidates, in their order.
    ///   - maximumSteps: of the search; where they end, the rest of the committee is one known to exist, not the
    ///     first in order.
    mutating func choose(_ fleet: PlacementFleet, loads: [Int], seed: UInt64, maximumSteps: Int) -> CommitteeChoice {
        let ranks = members.map { member in
            CandidateRank(
                load: loads[member.candidate],
                tie: TieBreak.rank(
                    seed: seed, fingerprint: fleet.fingerprints[member.candidate], number: member.candidate))
        }
        var run = GreedyRun(self)
        var steps = maximumSteps
        // The first so many can be completed, to a committee of these classes.
        var kept = (count: 0, classes: completions.witness)
        while !run.take(upTo: policy.threshold.count, members, ranks) {
            let taken = run.chosen.map { members[$0].kind }
            var ended = false
            var size = taken.count - 1
            while size >= kept.count {
                let answer = completions.answer(Array(taken.prefix(size)), steps: &steps)
                if case .possible(let found) = answer { kept = (size, found) }
                ended = answer == .undecided
                if answer != .impossible { break }
                size -= 1
            }
            // What was kept before is completable, so the loop above ends at the latest there; and where its steps
            // ended, the committee known to exist is taken.
            guard !ended, size >= kept.count, taken.count > kept.count else {
                run.complete(as: kept.classes, from: kept.count, members, ranks)
                break
            }
            run.goBack(to: kept.count, members, ranks)
        }
        return CommitteeChoice(
            members: run.chosen.map { members[$0].candidate }, passedOver: run.passedOver(members, ranks))
    }
}
