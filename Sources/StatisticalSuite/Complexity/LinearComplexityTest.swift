import RealModule

/// The linear complexity test, SP 800-22 section 2.10: the lengths of the shortest shift registers that give blocks of M
/// bits.
package struct LinearComplexityTest: SequenceTest {
    package static let kind = StatisticalTest.linearComplexity

    /// The probabilities of the classes of T: up to -2.5, up to -1.5 ... above 2.5. The first is 0.01047 in the standard's
    /// section 2.10.4 and in NIST's suite, and would be 0.010417 by section 3.10: its p-values rest on the former.
    private static let probabilities = [0.01047, 0.03125, 0.125, 0.5, 0.25, 0.0625, 0.020833]

    /// M, the bits of a block.
    package let blockLength: Int

    /// - Parameter blockLength: M, 500...5000 (section 2.10.7).
    /// - Throws: ``StatisticalSuiteError`` with `.badParameter`.
    package init(blockLength: Int = 500) throws(StatisticalSuiteError) {
        try StatisticalSuiteError.check(blockLength, in: 500...5000, "the block length M", of: Self.kind)
        self.blockLength = blockLength
    }

    package var minimumBits: Int { blockLength }
    /// At least 200 blocks (section 2.10.7).
    package var recommendedBits: Int { max(1_000_000, 200 * blockLength) }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        let sign = blockLength % 2 == 0 ? 1.0 : -1.0
        let m = Double(blockLength)
        let mean = m / 2 + (9 - sign) / 36 - (m / 3 + 2.0 / 9) / Double.exp2(m)
        var counts = [Int](repeating: 0, count: Self.probabilities.count)
        let blocks = sequence.count / blockLength
        for first in stride(from: 0, to: blocks, by: LinearComplexities.lanes) {
            let complexities = LinearComplexities(
                of: sequence, from: first * blockLength, blockLength: blockLength,
                blocks: min(LinearComplexities.lanes, blocks - first))
            for complexity in complexities.values {
                let t = sign * (Double(complexity) - mean) + 2.0 / 9
                // The number of the bounds -2.5, -1.5 ... 2.5 below t.
                counts[min(max(Int((t + 2.5).rounded(.up)), 0), 6)] += 1
            }
        }
        return .pValues([ChiSquare.pValue(statistic(counts), degrees: 6)])
    }

    private func statistic(_ counts: [Int]) -> Double {
        ChiSquare.statistic(counts, probabilities: Self.probabilities)
    }
}
