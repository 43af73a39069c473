/// Whether a committee within given caps exists, as counts of members from each class: three-dimensional matching, for
/// which no method is known that is fast on every input. So this is a search with a bound on its steps: it branches on
/// the region, vendor or operator with the fewest classes left and cuts where a flow shows that nothing can follow
/// (``CommitteeBound``). Where at most two axes bind, no branch is ever taken back.
///
/// Work is counted in steps, one for each class looked at. Three flows of at most n units go over the classes each
/// time.
struct CommitteeSearch: Sendable {
    /// The steps of one placement: a second or two in a release build. Where they are used up the answer is
    /// `.undecided`, never a guess. Random fleets as hard as they come (perfect matchings of 20 regions, 20 vendors and
    /// 20 operators) take less than half of it.
    static let maximumSteps = 2_000_000

    enum Answer: Equatable, Sendable {
        /// With the class of each member, those that were given first.
        case possible([Int])
        case impossible
        case undecided

        var isPossible: Bool {
            if case .possible = self { true } else { false }
        }
    }

    private let classes: CommitteeClasses
    private let caps: ShareCaps
    private var bounds: [CommitteeBound]
    private var left: [Int] = []
    private var room: ShareRoom
    private var path: [Int] = []

    init(_ classes: CommitteeClasses, caps: ShareCaps) {
        self.classes = classes
        self.caps = caps
        room = ShareRoom(classes, caps: caps)
        bounds = SpreadAxis.allCases.map { CommitteeBound(classes, middle: $0) }
    }

    /// - Parameters:
    ///   - taken: the classes of members that are chosen already, within the caps.
    ///   - count: n.
    ///   - steps: how many steps are left; falls.
    mutating func answer(taken: [Int], count: Int, steps: inout Int) -> Answer {
        left = classes.sizes
        room = ShareRoom(classes, caps: caps)
        path = []
        for number in taken { take(number) }
        return complete(count - taken.count, &steps)
    }

    private mutating func complete(_ need: Int, _ steps: inout Int) -> Answer {
        if need <= 0 { return .possible(path) }
        var closed: [(number: Int, left: Int)] = []
        defer { for (number, count) in closed { left[number] = count } }
        while true {
            guard steps > 0 else { return .undecided }
            steps -= max(1, classes.classes.count)
            guard isAllowed(need) else { return .impossible }
            let group = narrowestGroup()
            guard !group.isEmpty else { return .impossible }
            // Every committee has another member of a class of this group, or none of it.
            for number in group {
                take(number)
                let answer = complete(need - 1, &steps)
                if answer != .impossible { return answer }
                putBack(number)
                closed.append((number, left[number]))
                left[number] = 0
            }
        }
    }

    private mutating func isAllowed(_ need: Int) -> Bool {
        let supply = classes.classes.indices.map { min(left[$0], need, room[classes.classes[$0]]) }
        for number in bounds.indices {
            guard bounds[number].allows(need, supply: supply, room: room) else { return false }
        }
        return true
    }

    /// The open classes of the region, vendor or operator that has the fewest.
    private func narrowestGroup() -> [Int] {
        var open: [Int] = []
        var counts = SpreadAxis.allCases.map { [Int](repeating: 0, count: classes.count(of: $0)) }
        for (number, kind) in classes.classes.enumerated() where isOpen(number) {
            open.append(number)
            for axis in SpreadAxis.allCases { counts[axis.rawValue][kind[axis]] += 1 }
        }
        var best = (axis: SpreadAxis.region, value: -1, count: Int.max)
        for axis in SpreadAxis.allCases {
            for (value, count) in counts[axis.rawValue].enumerated() where count > 0 && count < best.count {
                best = (axis, value, count)
            }
        }
        return open.filter { classes.classes[$0][best.axis] == best.value }
    }

    private func isOpen(_ number: Int) -> Bool {
        left[number] > 0 && room[classes.classes[number]] > 0
    }

    private mutating func take(_ number: Int) {
        path.append(number)
        left[number] -= 1
        room.take(classes.classes[number])
    }

    private mutating func putBack(_ number: Int) {
        path.removeLast()
        left[number] += 1
        room.putBack(classes.classes[number])
    }
}
