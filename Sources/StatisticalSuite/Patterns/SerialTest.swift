/// The serial test, SP 800-22 section 2.11: all patterns of m bits are equally frequent.
package struct SerialTest: SequenceTest {
    package static let kind = StatisticalTest.serial

    /// m, the bits of a pattern.
    package let patternLength: Int

    /// - Parameter patternLength: m, 2...24; the standard recommends m < floor(log2 n) - 2.
    /// - Throws: ``StatisticalSuiteError`` with `.badParameter`.
    package init(patternLength: Int = 16) throws(StatisticalSuiteError) {
        try StatisticalSuiteError.check(patternLength, in: 2...24, "the pattern length m", of: Self.kind)
        self.patternLength = patternLength
    }

    package var minimumBits: Int { patternLength }
    package var recommendedBits: Int { 1 << (patternLength + 3) }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        evaluate(PatternCounts(of: sequence, length: patternLength))
    }

    /// - Parameter counts: of patterns of m bits or more.
    func evaluate(_ counts: PatternCounts) -> TestOutcome {
        let whole = counts.folded(to: patternLength)
        let shorter = whole.folded(to: patternLength - 1)
        let shortest = shorter.folded(to: patternLength - 2)
        let first = whole.psiSquare - shorter.psiSquare
        let second = first - (shorter.psiSquare - shortest.psiSquare)
        return .pValues([
            ChiSquare.pValue(first, degrees: Double(1 << (patternLength - 1))),
            ChiSquare.pValue(second, degrees: Double(1 << (patternLength - 2))),
        ])
    }
}
