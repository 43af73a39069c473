/// What the tests of random excursions count in the walk of +1 and -1: its cycles from zero to zero, and its visits to the
/// states near zero (SP 800-22 sections 2.14.4 and 2.15.4). Half a kilobyte, whatever the sequence's length.
struct WalkCensus: Sendable {
    /// The farthest state that is counted.
    private static let farthest = 9
    /// The farthest state that is counted cycle by cycle.
    private static let farthestInCycle = 4

    /// J, the number of cycles; a last one that does not come back to zero counts.
    private(set) var cycles = 0
    /// The visits to the states -9...9, by state + 9.
    private var visits: InlineArray<19, Int> = .init(repeating: 0)
    /// By state + 4, in how many cycles it was visited 0, 1, 2, 3, 4 times, and more often.
    private var cyclesByVisits = [[Int]](repeating: [Int](repeating: 0, count: 6), count: 9)

    init(of sequence: BitSequence) {
        var state = 0
        var position = 0
        // Visits before this cycle; what a cycle adds is known when it ends.
        var before = visits
        while position < sequence.count {
            let rest = sequence.count - position
            // Far from zero nothing is counted, wherever the next bits lead.
            let length = abs(state) > Self.farthest + 64 ? 64 : abs(state) > Self.farthest + 8 ? 8 : 1
            let taken = min(length, rest)
            let bits = sequence.window(at: position) >> UInt64(64 - taken)
            state += 2 * bits.nonzeroBitCount - taken
            position += taken
            if length == 1, abs(state) <= Self.farthest {
                visits[state + Self.farthest] += 1
                if state == 0 {
                    endCycle(since: before)
                    before = visits
                }
            }
        }
        if state != 0 { endCycle(since: before) }
    }

    private mutating func endCycle(since before: InlineArray<19, Int>) {
        cycles += 1
        for state in -Self.farthestInCycle...Self.farthestInCycle {
            let new = visits[state + Self.farthest] - before[state + Self.farthest]
            cyclesByVisits[state + Self.farthestInCycle][min(new, 5)] += 1
        }
    }

    /// ξ(x), how often the walk was in a state of -9...9.
    func visits(to state: Int) -> Int { visits[state + Self.farthest] }

    /// In how many cycles a state of -4...4 was visited 0, 1, 2, 3, 4 times, and more often.
    func cyclesByVisits(to state: Int) -> [Int] { cyclesByVisits[state + Self.farthestInCycle] }

    /// What says that there are too few cycles in a sequence of n bits; nil where there are enough.
    func refusal(n: Int) -> TestOutcome? {
        let needed = max(0.005 * Double(n).squareRoot(), 500)
        guard Double(cycles) < needed else { return nil }
        return .notApplicable(cycles: cycles, cyclesNeeded: Int(needed.rounded(.up)))
    }
}
