/// Members taken in order of rank while the caps allow it.
struct GreedyRun {
    /// Positions in the plan's members, in the order in which they were taken.
    private(set) var chosen: [Int] = []
    private let classes: [CommitteeClass]
    private var room: ShareRoom
    /// Classes of which no more can be taken: a cap is reached, or no committee would be left.
    private var isClosed: [Bool]
    private var isBanned: [Bool]
    private var last = CandidateRank.lowest

    init(_ plan: PlacementPlan) {
        classes = plan.classes.classes
        room = ShareRoom(plan.classes, caps: plan.caps)
        isClosed = [Bool](repeating: false, count: classes.count)
        isBanned = isClosed
        closeFull()
    }

    /// Takes members until there are `count`; false where none is left to take.
    mutating func take(upTo count: Int, _ members: [PlacementPlan.Member], _ ranks: [CandidateRank]) -> Bool {
        while chosen.count < count {
            var best = CandidateRank.highest
            var position = -1
            for (number, rank) in ranks.enumerated() where rank < best && last < rank {
                if isClosed[members[number].kind] { continue }
                best = rank
                position = number
            }
            guard position >= 0 else { return false }
            append(position, members, rank: best)
        }
        return true
    }

    /// Gives back all but the first `count`, and takes no more of the class of the first one given back.
    mutating func goBack(to count: Int, _ members: [PlacementPlan.Member], _ ranks: [CandidateRank]) {
        guard count < chosen.count else { return }
        last = ranks[chosen[count]]
        isBanned[members[chosen[count]].kind] = true
        while chosen.count > count { room.putBack(classes[members[chosen.removeLast()].kind]) }
        closeFull()
    }

    /// Keeps the first `count` and takes the others from the classes of a committee that contains them.
    mutating func complete(
        as committee: [Int], from count: Int, _ members: [PlacementPlan.Member], _ ranks: [CandidateRank]
    ) {
        goBack(to: count, members, ranks)
        last = chosen.last.map { ranks[$0] } ?? .lowest
        var wanted = [Int](repeating: 0, count: classes.count)
        for number in committee { wanted[number] += 1 }
        for position in chosen { wanted[members[position].kind] -= 1 }
        for position in members.indices.sorted(by: { ranks[$0] < ranks[$1] }) where !chosen.contains(position) {
            guard wanted[members[position].kind] > 0 else { continue }
            wanted[members[position].kind] -= 1
            append(position, members, rank: ranks[position])
        }
    }

    private mutating func append(_ position: Int, _ members: [PlacementPlan.Member], rank: CandidateRank) {
        chosen.append(position)
        last = max(last, rank)
        let kind = classes[members[position].kind]
        room.take(kind)
        if room[kind] <= 0 { closeFull() }
    }

    private mutating func closeFull() {
        for (number, kind) in classes.enumerated() {
            isClosed[number] = isBanned[number] || room[kind] <= 0
        }
    }

    /// Whom the last one chosen was preferred to in spite of its rank.
    func passedOver(_ members: [PlacementPlan.Member], _ ranks: [CandidateRank]) -> PassedOver {
        var passed = PassedOver()
        for (number, rank) in ranks.enumerated() where rank < last && !chosen.contains(number) {
            let kind = classes[members[number].kind]
            switch SpreadAxis.allCases.first(where: { room[$0][kind[$0]] <= 0 }) {
            case .region: passed.forRegion += 1
            case .vendor: passed.forVendor += 1
            case .operatorName: passed.forOperator += 1
            case nil: passed.forCompletion += 1
            }
        }
        return passed
    }
}
