/// The runs test, SP 800-22 section 2.3: as many changes between ones and zeros as a random sequence has.
package struct RunsTest: SequenceTest {
    package static let kind = StatisticalTest.runs

    package init() {}

    package var minimumBits: Int { 2 }
    package var recommendedBits: Int { 100 }

    /// The p-value is 0 where the share of ones is too far from one half for the test, as section 2.3.4 says.
    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        let n = Double(sequence.count)
        let share = Double(sequence.ones(in: 0..<sequence.count)) / n
        guard abs(share - 0.5) <= 2 / n.squareRoot(), share > 0, share < 1 else { return .pValues([0]) }
        let spread = share * (1 - share)
        let difference = abs(Double(runs(of: sequence)) - 2 * n * spread)
        return .pValues([
            NormalDistribution.complementaryError(difference / (2 * (2 * n).squareRoot() * spread))
        ])
    }

    /// One more than there are places where a bit differs from the one before it.
    private func runs(of sequence: BitSequence) -> Int {
        var runs = 1
        let places = sequence.count - 1
        for start in stride(from: 0, to: places, by: 64) {
            let changes = sequence.window(at: start) ^ sequence.window(at: start + 1)
            let length = min(64, places - start)
            runs += (changes >> UInt64(64 - length)).nonzeroBitCount
        }
        return runs
    }
}
