import SecretSharing

/// Which members state different values of a subset that both are in: of two that do, one lied.
struct Contradictions {
    /// By index less one, those whom the member contradicts.
    private var contradicted: [MemberSet]
    private let members: [ShareIndex]

    init(_ subsets: ReplicatedSubsets, _ answers: [ShareIndex: [UInt8]]) {
        contradicted = [MemberSet](repeating: MemberSet(mask: 0), count: subsets.threshold.count)
        members = answers.keys.sorted()
        for (position, first) in members.enumerated() {
            for second in members[(position + 1)...] where Self.differ(first, second, subsets, answers) {
                add(second, to: first)
                add(first, to: second)
            }
        }
    }

    /// Members that contradict k others, or one fewer for each liar that is known already; k - 1 of them at most.
    func liars(quorum: Int) -> MemberSet {
        var liars = MemberSet(mask: 0)
        while liars.count < quorum - 1, let next = members.first(where: { isLiar($0, besides: liars, quorum: quorum) })
        {
            liars = liars.union(MemberSet([next]))
        }
        return liars
    }

    private func isLiar(_ member: ShareIndex, besides liars: MemberSet, quorum: Int) -> Bool {
        !liars.contains(member) && contradicted[member.value - 1].subtracting(liars).count >= quorum - liars.count
    }

    /// Those that contradict another of the same set.
    func members(among set: MemberSet) -> MemberSet {
        MemberSet(members.filter { set.contains($0) && contradicted[$0.value - 1].intersection(set).count > 0 })
    }

    /// Those that contradict any of a set.
    func members(contradicting set: MemberSet) -> MemberSet {
        MemberSet(members.filter { contradicted[$0.value - 1].intersection(set).count > 0 })
    }

    private mutating func add(_ other: ShareIndex, to member: ShareIndex) {
        contradicted[member.value - 1] = contradicted[member.value - 1].union(MemberSet([other]))
    }

    /// Both lists of subsets ascend, so one walk over each finds those that are in both.
    private static func differ(
        _ first: ShareIndex, _ second: ShareIndex, _ subsets: ReplicatedSubsets, _ answers: [ShareIndex: [UInt8]]
    ) -> Bool {
        guard let left = answers[first], let right = answers[second] else { return false }
        let theirs = subsets.held(by: second)
        var other = 0
        for (position, subset) in subsets.held(by: first).enumerated() where subsets.all[subset].contains(second) {
            while theirs[other] < subset { other += 1 }
            guard value(left, position).elementsEqual(value(right, other)) else { return true }
        }
        return false
    }

    private static func value(_ values: [UInt8], _ position: Int) -> ArraySlice<UInt8> {
        values[position * ReplicatedPRF.valueCount..<(position + 1) * ReplicatedPRF.valueCount]
    }
}
