/// The min-entropy of samples of which nothing is known to be independent (SP 800-90B, 3.1.3 and 6.3), with every figure
/// that NIST's tool `ea_non_iid` prints.
package struct NonIIDAssessment: Sendable {
    /// One piece of the work; pieces are independent, so that a caller may run several at once.
    package enum Part: CaseIterable, Sendable {
        case literalStatistics, literalTuples, literalPredictors, literalDictionaries
        case bitStatistics, bitTuples, bitPredictors, bitDictionaries
    }

    /// In the order of the standard; of each estimator the bit string comes first.
    package let outcomes: [EstimateOutcome]
    /// The least of the estimates over the samples, at most the width of one: bits a sample.
    package let original: Double
    /// The least of the estimates over the bits, at most 1: bits a bit. Nil for two symbols, whose samples are bits.
    package let bitstring: Double?
    /// The assessed min-entropy, bits a sample.
    package let assessed: Double
    /// What the tool says of the data before it begins.
    package let notes: [String]

    /// Runs all parts, one after the other.
    ///
    /// At its peak it needs about 14 bytes for each bit of the samples: 130 MB for a million of eight bits.
    ///
    /// - Throws: ``AssessmentError`` with `.oneSymbol`.
    package init(_ samples: Samples) throws(AssessmentError) {
        let parts = Self.parts(of: samples)
        let bits = samples.alphabetSize > 2 ? samples.bits : []
        self = try NonIIDAssessment(samples, parts.flatMap { Self.run($0, samples, bits: bits) })
    }

    /// - Parameter outcomes: those of all parts, in any order.
    /// - Throws: ``AssessmentError`` with `.oneSymbol`.
    package init(_ samples: Samples, _ outcomes: [EstimateOutcome]) throws(AssessmentError) {
        try samples.requireEntropy()
        self.outcomes = outcomes.sorted { Self.rank($0) < Self.rank($1) }
        let width = Double(samples.bitsPerSymbol)
        original = outcomes.filter { $0.sequence == .literal }.compactMap(\.minEntropy).reduce(width, min)
        let least = outcomes.filter { $0.sequence == .bitstring }.compactMap(\.minEntropy).reduce(1, min)
        bitstring = samples.alphabetSize > 2 ? least : nil
        assessed = min(original, samples.alphabetSize > 2 ? least * width : width)
        var notes = [
            "Loaded \(samples.count) samples of \(samples.alphabetSize) distinct \(samples.bitsPerSymbol)-bit-wide symbols"
        ]
        if samples.alphabetSize > 2 {
            notes.append("Number of Binary Symbols: \(samples.count * samples.bitsPerSymbol)")
        }
        self.notes = notes
    }

    /// Every figure by the name that the tool prints it with.
    package var figures: [Figure] {
        var figures = outcomes.flatMap(\.figures)
        if let bitstring { figures.append(Figure("H_bitstring", bitstring)) }
        figures.append(Figure("Assessed min entropy", assessed))
        return figures
    }

    /// The order of the tool: both tuple estimates of a sequence come together.
    private static func rank(_ outcome: EstimateOutcome) -> Int {
        let position = Estimator.allCases.firstIndex(of: outcome.estimator) ?? 0
        let sequence = outcome.sequence == .bitstring ? 0 : 1
        switch outcome.estimator {
        case .tTuple: return 8 + 2 * sequence
        case .longestRepeatedSubstring: return 9 + 2 * sequence
        default: return 2 * position + sequence
        }
    }
}
