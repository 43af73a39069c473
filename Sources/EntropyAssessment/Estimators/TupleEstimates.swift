import RealModule

/// The t-tuple and the longest repeated substring estimates (SP 800-90B, 6.3.5 and 6.3.6), which count the same tuples.
struct TupleEstimates {
    let tTuple: Result<Estimate, AssessmentError>
    let longestRepeatedSubstring: Result<Estimate, AssessmentError>

    /// - Parameter symbols: 0..<alphabet.
    init(_ symbols: [UInt8], alphabet: Int) {
        guard symbols.count < Int32.max - 1 else {
            let error = AssessmentError(
                .tooShort, "\(symbols.count) samples are too many for the tuple estimates, which take 2^31 - 3")
            tTuple = .failure(error)
            longestRepeatedSubstring = .failure(error)
            return
        }
        let counts = TupleCounts(symbols, alphabet: alphabet)
        tTuple = Result { () throws(AssessmentError) in try Self.tTuple(counts, samples: symbols.count) }
        longestRepeatedSubstring = Result { () throws(AssessmentError) in
            try Self.longestRepeatedSubstring(counts, samples: symbols.count)
        }
    }

    private static func tTuple(_ counts: TupleCounts, samples: Int) throws(AssessmentError) -> Estimate {
        let rare = counts.firstRareLength
        guard rare > 1 else {
            throw AssessmentError(
                .noRepeats,
                "the t-tuple estimate needs a symbol that occurs 35 times; the most frequent of \(samples) samples occurs "
                    + "\(counts.longestRepeated > 0 ? counts.mostFrequent[1] : 1) times: assess more samples")
        }
        let proportion = (1..<rare).reduce(0.0) { greatest, length in
            let share = Double(counts.mostFrequent[length]) / Double(samples - length + 1)
            return max(greatest, Double.pow(share, 1 / Double(length)))
        }
        return estimate([Figure("t", rare - 1)], "p-hat_max", proportion, samples: samples)
    }

    private static func longestRepeatedSubstring(
        _ counts: TupleCounts, samples: Int
    ) throws(AssessmentError) -> Estimate {
        let (shortest, longest) = (counts.firstRareLength, counts.longestRepeated)
        guard longest >= shortest else {
            throw AssessmentError(
                .noRepeats,
                "the LRS estimate needs a string of symbols that occurs twice and fewer than 35 times, and \(samples) "
                    + "samples have none: assess more samples")
        }
        let proportion = (shortest...longest).reduce(0.0) { greatest, length in
            let rest = Double(samples - length)
            let share = Double(counts.equalPairs[length]) / (rest * (rest + 1) / 2)
            return max(greatest, Double.pow(share, 1 / Double(length)))
        }
        return estimate([Figure("u", shortest), Figure("v", longest)], "p-hat", proportion, samples: samples)
    }

    private static func estimate(
        _ figures: [Figure], _ name: String, _ proportion: Double, samples: Int
    ) -> Estimate {
        let bound = Estimate.upperBound(proportion, count: samples)
        return Estimate(
            figures + [Figure(name, proportion), Figure("p_u", bound)], minEntropy: Estimate.bits(bound))
    }
}
