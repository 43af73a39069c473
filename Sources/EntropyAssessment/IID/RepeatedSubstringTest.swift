import RealModule

/// The test of the longest repeated substring's length (SP 800-90B, 5.2.5): whether independent samples would have so long
/// a repetition.
package struct RepeatedSubstringTest: Equatable, Sendable {
    /// p_col: how likely two samples are equal.
    package let collisionProbability: Double
    /// W, samples.
    package let length: Int
    /// Pr(X >= 1): how likely a repetition of that length is.
    package let probability: Double

    /// - Throws: ``AssessmentError`` with `.oneSymbol`, `.tooLong`, or `.noRepeats` where no symbol occurs
    ///   twice.
    package init(_ samples: Samples) throws(AssessmentError) {
        try samples.requireEntropy()
        guard samples.count < Int32.max - 1 else {
            throw AssessmentError(
                .tooLong,
                "\(samples.count) samples are too many for the longest repeated substring test: test pieces of up to "
                    + "2^31 - 3")
        }
        let suffixes = SuffixArray(samples.symbols, alphabet: samples.alphabetSize)
        let longest = CommonPrefixes(samples.symbols, suffixes).longest
        guard longest > 0 else {
            throw AssessmentError(
                .noRepeats,
                "the longest repeated substring test needs a symbol that occurs twice; all \(samples.count) samples "
                    + "differ: assess more")
        }
        let count = Double(samples.count)
        let collision = MostCommonValue.counts(samples.symbols).reduce(0.0) { sum, occurrences in
            sum + (Double(occurrences) / count) * (Double(occurrences) / count)
        }
        let strings = count - Double(longest) + 1
        let pairs = strings * (strings - 1) / 2
        // Of the pairs' number, as if they were independent, none are equal.
        let none = pairs * Double.log(onePlus: -Double.pow(collision, Double(longest)))
        collisionProbability = collision
        length = longest
        probability = -Double.expMinusOne(none)
    }

    /// It fails below 0.001.
    package var passes: Bool { probability >= 0.001 }
}
