import RealModule

/// The overlapping template matching test, SP 800-22 section 2.8: how often m ones in a row occur in each block.
package struct OverlappingTemplateTest: SequenceTest {
    package static let kind = StatisticalTest.overlappingTemplate

    /// K: the classes are 0...K-1 matches, and K or more.
    private static let classes = 5

    /// m, the bits of the template, all ones.
    package let templateLength: Int
    /// M, the bits of a block.
    package let blockLength: Int

    /// - Parameters:
    ///   - templateLength: m, 2...21; the standard recommends 9 or 10.
    ///   - blockLength: M, at least m, for which (M - m + 1) / 2^m should be near 2; NIST's suite takes 1032.
    /// - Throws: ``StatisticalSuiteError`` with `.badParameter`.
    package init(templateLength: Int = 9, blockLength: Int = 1032) throws(StatisticalSuiteError) {
        try StatisticalSuiteError.check(templateLength, in: 2...21, "the template length m", of: Self.kind)
        try StatisticalSuiteError.check(
            blockLength, in: templateLength...1 << 24, "the block length M", of: Self.kind)
        self.templateLength = templateLength
        self.blockLength = blockLength
    }

    package var minimumBits: Int { blockLength }
    package var recommendedBits: Int { 1_000_000 }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        var counts = [Int](repeating: 0, count: Self.classes + 1)
        for block in 0..<sequence.count / blockLength {
            counts[min(matches(in: sequence, from: block * blockLength), Self.classes)] += 1
        }
        let statistic = ChiSquare.statistic(counts, probabilities: probabilities)
        return .pValues([ChiSquare.pValue(statistic, degrees: Double(Self.classes))])
    }

    /// The number of places in a block where m ones begin.
    private func matches(in sequence: BitSequence, from start: Int) -> Int {
        let places = blockLength - templateLength + 1
        let placesInWindow = 65 - templateLength
        var matches = 0
        for offset in stride(from: 0, to: places, by: placesInWindow) {
            var bits = sequence.window(at: start + offset)
            var covered = 1
            while covered < templateLength {
                let shift = min(covered, templateLength - covered)
                bits &= bits << UInt64(shift)
                covered += shift
            }
            let unused = UInt64(64 - min(placesInWindow, places - offset))
            matches += (bits >> unused).nonzeroBitCount
        }
        return matches
    }

    /// The probabilities of 0...K-1 matches, and of more, by the compound Poisson approximation (section 3.8). NIST's
    /// suite computes these too; the rounded ones in section 2.8.4 are Hamano and Kaneko's, and give other p-values.
    private var probabilities: [Double] {
        let eta = Double(blockLength - templateLength + 1) / Double.exp2(Double(templateLength)) / 2
        let known = (0..<Self.classes).map { probability(ofMatches: $0, eta: eta) }
        return known + [1 - known.reduce(0, +)]
    }

    private func probability(ofMatches count: Int, eta: Double) -> Double {
        guard count > 0 else { return .exp(-eta) }
        let u = Double(count)
        return (1...count).reduce(0) { sum, clumps in
            let l = Double(clumps)
            let ways = Double.logGamma(u) - .logGamma(l) - .logGamma(u - l + 1) - .logGamma(l + 1)
            return sum + .exp(l * .log(eta) + ways - eta - u * .log(2))
        }
    }
}
