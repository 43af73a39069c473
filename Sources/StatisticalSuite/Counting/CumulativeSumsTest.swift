/// The cumulative sums test, SP 800-22 section 2.13: how far the walk of +1 and -1 strays from zero, read forward and
/// backward.
package struct CumulativeSumsTest: SequenceTest {
    package static let kind = StatisticalTest.cumulativeSums

    package init() {}

    package var minimumBits: Int { 1 }
    package var recommendedBits: Int { 100 }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        var sum = 0
        var highest = 0
        var lowest = 0
        let steps = WalkSteps.ofByte
        for start in stride(from: 0, to: sequence.count, by: 8) {
            let length = min(8, sequence.count - start)
            let byte = Int(sequence.window(at: start) >> 56)
            let step = length == 8 ? steps[byte] : WalkSteps(byte: byte, length: length)
            highest = max(highest, sum + step.highest)
            lowest = min(lowest, sum + step.lowest)
            sum += step.sum
        }
        let forward = max(highest, -lowest)
        // The walk from the end takes the same steps, so that its extremes lie about the last sum.
        let backward = max(sum - lowest, highest - sum)
        return .pValues([forward, backward].map { pValue(greatest: $0, n: sequence.count) })
    }

    /// The p-value of step 4 in section 2.13.4, where the quotients in the sums' bounds are whole numbers, cut towards
    /// zero as in NIST's suite.
    ///
    /// - Parameter greatest: z, the walk's greatest distance from zero, at least 1.
    private func pValue(greatest: Int, n: Int) -> Double {
        let unit = Double(greatest) / Double(n).squareRoot()
        let ratio = n / greatest
        func cumulative(_ multiple: Int) -> Double { NormalDistribution.cumulative(Double(multiple) * unit) }
        var value = 1.0
        for k in range((-ratio + 1) / 4, (ratio - 1) / 4) {
            value -= cumulative(4 * k + 1) - cumulative(4 * k - 1)
        }
        for k in range((-ratio - 3) / 4, (ratio - 1) / 4) {
            value += cumulative(4 * k + 3) - cumulative(4 * k + 1)
        }
        return min(max(value, 0), 1)
    }

    private func range(_ first: Int, _ last: Int) -> Range<Int> { first..<max(first, last + 1) }
}
