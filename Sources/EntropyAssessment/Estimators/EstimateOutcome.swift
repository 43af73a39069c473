/// What became of one estimator on one sequence.
package struct EstimateOutcome: Sendable {
    /// The sequence, by the word that NIST's tool puts before a figure's name.
    package enum Sequence: String, Sendable {
        /// All samples as strings of bits.
        case bitstring = "Bitstring"
        /// The samples themselves.
        case literal = "Literal"
    }

    package let sequence: Sequence
    package let estimator: Estimator
    /// Without an estimate: what it lacks.
    package let result: Result<Estimate, AssessmentError>

    /// Bits a symbol of the sequence, where there is an estimate.
    package var minEntropy: Double? { try? result.get().minEntropy }

    /// The estimate's figures under their full names.
    package var figures: [Figure] {
        guard let estimate = try? result.get() else { return [] }
        return estimate.figures.map {
            Figure("\(sequence.rawValue) \(estimator.rawValue) Estimate: \($0.name)", $0.value)
        }
    }
}
