import RealModule

/// The approximate entropy test, SP 800-22 section 2.12: how much patterns of m + 1 bits say beyond those of m.
package struct ApproximateEntropyTest: SequenceTest {
    package static let kind = StatisticalTest.approximateEntropy

    /// m, the bits of the shorter pattern.
    package let patternLength: Int

    /// - Parameter patternLength: m, 1...24; the standard recommends m < floor(log2 n) - 5.
    /// - Throws: ``StatisticalSuiteError`` with `.badParameter`.
    package init(patternLength: Int = 10) throws(StatisticalSuiteError) {
        try StatisticalSuiteError.check(patternLength, in: 1...24, "the pattern length m", of: Self.kind)
        self.patternLength = patternLength
    }

    package var minimumBits: Int { patternLength + 1 }
    package var recommendedBits: Int { 1 << (patternLength + 6) }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        evaluate(PatternCounts(of: sequence, length: patternLength + 1))
    }

    /// - Parameter counts: of patterns of m + 1 bits or more.
    func evaluate(_ counts: PatternCounts) -> TestOutcome {
        let longer = counts.folded(to: patternLength + 1)
        let entropy = phi(longer.folded(to: patternLength)) - phi(longer)
        let statistic = 2 * Double(counts.places) * (.log(2) - entropy)
        return .pValues([ChiSquare.pValue(statistic, degrees: Double.exp2(Double(patternLength)))])
    }

    /// φ: the sum of π ln π over the patterns' shares π.
    private func phi(_ counts: PatternCounts) -> Double {
        let places = Double(counts.places)
        return counts.counts.reduce(0) { sum, count in
            guard count > 0 else { return sum }
            let share = Double(count) / places
            return sum + share * .log(share)
        }
    }
}
