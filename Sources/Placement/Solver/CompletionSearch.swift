/// Whether the first members of a committee can be completed, remembered by their classes.
struct CompletionSearch: Sendable {
    /// How many answers are remembered.
    private static let maximumCount = 4_096

    private let count: Int
    private var search: CommitteeSearch
    /// The classes of a whole committee for those of its first members, ascending; nil where there is none.
    private var known: [[Int]: [Int]?]
    /// The classes of some committee.
    let witness: [Int]

    init(_ classes: CommitteeClasses, caps: ShareCaps, count: Int, witness: [Int]) {
        self.count = count
        self.witness = witness
        search = CommitteeSearch(classes, caps: caps)
        known = [:]
    }

    mutating func answer(_ taken: [Int], steps: inout Int) -> CommitteeSearch.Answer {
        if taken.isEmpty { return .possible(witness) }
        let key = taken.sorted()
        if let answer = known[key] { return answer.map { .possible($0) } ?? .impossible }
        if known.count >= Self.maximumCount { known.removeAll(keepingCapacity: true) }
        let answer = search.answer(taken: key, count: count, steps: &steps)
        switch answer {
        case .possible(let found): known[key] = .some(found)
        case .impossible: known[key] = .some(nil)
        case .undecided: break
        }
        return answer
    }
}
