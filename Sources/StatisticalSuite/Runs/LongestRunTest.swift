/// The test for the longest run of ones in a block, SP 800-22 section 2.4. The length of the sequence decides how long the
/// blocks are.
package struct LongestRunTest: SequenceTest {
    package static let kind = StatisticalTest.longestRun

    /// The blocks and classes for one range of lengths (sections 2.4.2, 2.4.4 and 3.4).
    private struct Classes {
        /// M, the bits of a block.
        let blockLength: Int
        /// The longest run of the first class, which shorter ones are in too.
        let first: Int
        /// The last class has longer runs too.
        let probabilities: [Double]
    }

    package init() {}

    package var minimumBits: Int { 128 }
    package var recommendedBits: Int { 128 }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        let classes = classes(for: sequence.count)
        var counts = [Int](repeating: 0, count: classes.probabilities.count)
        for block in 0..<sequence.count / classes.blockLength {
            let start = block * classes.blockLength
            let longest = sequence.longestRun(in: start..<start + classes.blockLength)
            counts[min(max(longest - classes.first, 0), counts.count - 1)] += 1
        }
        let statistic = ChiSquare.statistic(counts, probabilities: classes.probabilities)
        return .pValues([ChiSquare.pValue(statistic, degrees: Double(counts.count - 1))])
    }

    /// The probabilities are exact for blocks of 8, rounded as NIST's suite has them for blocks of 128, and the
    /// standard's four digits for blocks of 10,000, which its published p-values rest on.
    private func classes(for count: Int) -> Classes {
        switch count {
        case ..<6272:
            Classes(blockLength: 8, first: 1, probabilities: [55.0 / 256, 94.0 / 256, 59.0 / 256, 48.0 / 256])
        case ..<750_000:
            Classes(
                blockLength: 128, first: 4,
                probabilities: [
                    0.1174035788, 0.242955959, 0.249363483, 0.17517706, 0.102701071, 0.112398847,
                ])
        default:
            Classes(
                blockLength: 10_000, first: 10,
                probabilities: [0.0882, 0.2092, 0.2483, 0.1933, 0.1208, 0.0675, 0.0727])
        }
    }
}
