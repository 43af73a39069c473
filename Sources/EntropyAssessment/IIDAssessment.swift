/// The min-entropy of samples that are claimed to be independent and identically distributed, and the tests of that claim
/// (SP 800-90B, 3.1.2 and 5), with the figures that NIST's tool `ea_iid` prints. The permutation test, which takes long
/// and needs randomness, is ``PermutationTest``.
package struct IIDAssessment: Sendable {
    package let outcomes: [EstimateOutcome]
    /// The most common value estimate of the samples, bits a sample.
    package let original: Double
    /// That of their bits, bits a bit. Nil for two symbols.
    package let bitstring: Double?
    /// Bits a sample, if all tests pass.
    package let assessed: Double
    package let chiSquare: Result<ChiSquareTests, AssessmentError>
    package let repeatedSubstring: Result<RepeatedSubstringTest, AssessmentError>
    private let bitsPerSymbol: Int

    /// - Throws: ``AssessmentError`` with `.oneSymbol`.
    package init(_ samples: Samples) throws(AssessmentError) {
        try samples.requireEntropy()
        let width = Double(samples.bitsPerSymbol)
        let literal = try MostCommonValue.estimate(samples.symbols)
        var outcomes = [
            EstimateOutcome(sequence: .literal, estimator: .mostCommonValue, result: .success(literal))
        ]
        original = literal.minEntropy
        if samples.alphabetSize > 2 {
            let bits = try MostCommonValue.estimate(samples.bits)
            outcomes.append(EstimateOutcome(sequence: .bitstring, estimator: .mostCommonValue, result: .success(bits)))
            bitstring = bits.minEntropy
            assessed = min(width, literal.minEntropy, bits.minEntropy * width)
        } else {
            bitstring = nil
            assessed = min(width, literal.minEntropy)
        }
        self.outcomes = outcomes
        bitsPerSymbol = samples.bitsPerSymbol
        chiSquare = Result { () throws(AssessmentError) in try ChiSquareTests(samples) }
        repeatedSubstring = Result { () throws(AssessmentError) in try RepeatedSubstringTest(samples) }
    }

    /// Every figure by the name that the tool prints it with.
    package var figures: [Figure] {
        var figures = outcomes.flatMap(\.figures)
        if let bitstring {
            figures.append(Figure("H_bitstring", bitstring))
            figures.append(Figure("H_bitstring Per Symbol", bitstring * Double(bitsPerSymbol)))
        }
        figures += [Figure("H_original", original), Figure("Assessed min entropy", assessed)]
        if let tests = try? chiSquare.get() {
            for (name, result) in [("independence", tests.independence), ("goodness of fit", tests.goodnessOfFit)] {
                figures += [
                    Figure("Chi square \(name): T", result.statistic),
                    Figure("Chi square \(name): df", result.degreesOfFreedom),
                    Figure("Chi square \(name): P-value", result.pValue),
                ]
            }
        }
        if let test = try? repeatedSubstring.get() {
            figures += [
                Figure("Longest Repeated Substring: P_col", test.collisionProbability),
                Figure("Longest Repeated Substring: Length of LRS", test.length),
                Figure("Longest Repeated Substring: Pr(X >= 1)", test.probability),
            ]
        }
        return figures
    }
}
