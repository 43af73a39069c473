/// The frequency test, SP 800-22 section 2.1: as many ones as zeros.
package struct FrequencyTest: SequenceTest {
    package static let kind = StatisticalTest.frequency

    package init() {}

    package var minimumBits: Int { 1 }
    package var recommendedBits: Int { 100 }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        let n = sequence.count
        let sum = 2 * sequence.ones(in: 0..<n) - n
        return .pValues([NormalDistribution.twoSided(Double(sum) / Double(n).squareRoot())])
    }
}
