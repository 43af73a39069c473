extension NonIIDAssessment {
    /// The parts that an assessment of these samples has: those of the bits only where samples are no bits.
    package static func parts(of samples: Samples) -> [Part] {
        let literal: [Part] = [.literalStatistics, .literalTuples, .literalPredictors, .literalDictionaries]
        guard samples.alphabetSize > 1 else { return [] }
        guard samples.alphabetSize > 2 else { return literal }
        return [.bitStatistics, .bitTuples, .bitPredictors, .bitDictionaries] + literal
    }

    /// - Parameter bits: ``Samples/bits``, which the parts of the bits need.
    package static func run(_ part: Part, _ samples: Samples, bits: [UInt8]) -> [EstimateOutcome] {
        switch part {
        case .bitStatistics, .bitTuples, .bitPredictors, .bitDictionaries:
            run(part, bits, alphabet: 2, .bitstring)
        case .literalStatistics, .literalTuples, .literalPredictors, .literalDictionaries:
            run(part, samples.symbols, alphabet: samples.alphabetSize, .literal)
        }
    }

    private static func run(
        _ part: Part, _ symbols: [UInt8], alphabet: Int, _ sequence: EstimateOutcome.Sequence
    ) -> [EstimateOutcome] {
        func outcome(
            _ estimator: Estimator, _ estimate: () throws(AssessmentError) -> Estimate
        ) -> EstimateOutcome {
            EstimateOutcome(sequence: sequence, estimator: estimator, result: Result(catching: estimate))
        }
        switch part {
        case .literalStatistics, .bitStatistics:
            var outcomes = [
                outcome(.mostCommonValue) { () throws(AssessmentError) in try MostCommonValue.estimate(symbols) }
            ]
            guard alphabet == 2 else { return outcomes }
            outcomes.append(outcome(.collision) { () throws(AssessmentError) in try Collision.estimate(symbols) })
            outcomes.append(outcome(.markov) { () throws(AssessmentError) in try Markov.estimate(symbols) })
            outcomes.append(outcome(.compression) { () throws(AssessmentError) in try Compression.estimate(symbols) })
            return outcomes
        case .literalTuples, .bitTuples:
            let tuples = TupleEstimates(symbols, alphabet: alphabet)
            return [
                EstimateOutcome(sequence: sequence, estimator: .tTuple, result: tuples.tTuple),
                EstimateOutcome(
                    sequence: sequence, estimator: .longestRepeatedSubstring, result: tuples.longestRepeatedSubstring),
            ]
        case .literalPredictors, .bitPredictors:
            return [
                outcome(.multiMostCommonInWindow) { () throws(AssessmentError) in
                    try MultiMostCommonInWindow.estimate(symbols, alphabet: alphabet)
                },
                outcome(.lag) { () throws(AssessmentError) in try Lag.estimate(symbols, alphabet: alphabet) },
            ]
        case .literalDictionaries, .bitDictionaries:
            return [
                outcome(.multiMarkov) { () throws(AssessmentError) in
                    try MultiMarkov.estimate(symbols, alphabet: alphabet)
                },
                outcome(.lz78y) { () throws(AssessmentError) in try LZ78Y.estimate(symbols, alphabet: alphabet) },
            ]
        }
    }
}
