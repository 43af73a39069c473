/// What the tests of random excursions count in the walk of +1 and -1: its cycles from zero to zero, and its visits to the
/// states near zero (SP 800-22 sections 2.14.4 and 2.15.4). Half a kilobyte, whatever the sequence's length.
struct WalkCensus: Sendable {
    /// The farthest state that is counted.
    private static let farthest = 9
    /// The farthest state that is counted cycle by cycle.
    private static let farthestInCycle = 4

    /// J, the number of cycles; a last one that does not come back to zero counts.
    let cycles: Int
    /// The visits to the states -9...9, by state + 9.
    private let visits: InlineArray<19, Int>
    /// In how many cycles a state was visited 0, 1, 2, 3, 4 times, and more often: six numbers for each of -4...4.
    private let cyclesByVisits: [Int]

    init(of sequence: BitSequence) {
        var cycles = 0
        var visits: InlineArray<19, Int> = .init(repeating: 0)
        var cyclesByVisits = [Int](repeating: 0, count: 6 * 9)
        var inCycle: InlineArray<9, Int> = .init(repeating: 0)
        var state = 0
        var position = 0
        while position < sequence.count {
            // Far from zero nothing is counted, wherever the next bits lead.
            let stride = abs(state) > Self.farthest + 64 ? 64 : abs(state) > Self.farthest + 8 ? 8 : 1
            let taken = min(stride, sequence.count - position)
            let bits = sequence.window(at: position) >> UInt64(64 - taken)
            state += 2 * bits.nonzeroBitCount - taken
            position += taken
            if abs(state) <= Self.farthest { visits[state + Self.farthest] += 1 }
            if abs(state) <= Self.farthestInCycle { inCycle[state + Self.farthestInCycle] += 1 }
            guard state == 0 || position == sequence.count else { continue }
            cycles += 1
            for index in inCycle.indices {
                cyclesByVisits[6 * index + min(inCycle[index], 5)] += 1
                inCycle[index] = 0
            }
        }
        self.cycles = cycles
        self.visits = visits
        self.cyclesByVisits = cyclesByVisits
    }

    /// ξ(x), how often the walk was in a state of -9...9.
    func visits(to state: Int) -> Int { visits[state + Self.farthest] }

    /// In how many cycles a state of -4...4 was visited 0, 1, 2, 3, 4 times, and more often.
    func cyclesByVisits(to state: Int) -> [Int] {
        let first = 6 * (state + Self.farthestInCycle)
        return Array(cyclesByVisits[first..<first + 6])
    }

    /// What says that there are too few cycles in a sequence of n bits; nil where there are enough.
    func refusal(n: Int) -> TestOutcome? {
        let needed = max(0.005 * Double(n).squareRoot(), 500)
        guard Double(cycles) < needed else { return nil }
        return .notApplicable(cycles: cycles, cyclesNeeded: Int(needed.rounded(.up)))
    }
}
