import RealModule

/// The t-tuple and the longest repeated substring estimates (SP 800-90B, 6.3.5 and 6.3.6), which count the same tuples.
struct TupleEstimates {
    let tTuple: Result<Estimate, AssessmentError>
    let longestRepeatedSubstring: Result<Estimate, AssessmentError>

    /// - Parameter symbols: 0..<alphabet.
    init(_ symbols: [UInt8], alphabet: Int) {
        guard symbols.count < Int32.max - 1 else {
            let error = AssessmentError(
                .tooLong,
                "\(symbols.count) samples are too many for the tuple estimates: assess pieces of up to 2^31 - 3")
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
        let logarithm = (1..<rare).reduce(-Double.infinity) { greatest, length in
            let places = UInt64(samples - length + 1)
            return max(greatest, rate(UInt64(counts.mostFrequent[length]), of: places, length: length))
        }
        return estimate([Figure("t", rare - 1)], "p-hat_max", logarithm, samples: samples)
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
        let logarithm = (shortest...longest).reduce(-Double.infinity) { greatest, length in
            let rest = UInt64(samples - length)
            return max(greatest, rate(counts.equalPairs[length], of: rest * (rest + 1) / 2, length: length))
        }
        return estimate([Figure("u", shortest), Figure("v", longest)], "p-hat", logarithm, samples: samples)
    }

    /// Log of the probability a symbol that gives so many of all tuples of a length; near 1 from what is missing, which
    /// a quotient would round away.
    private static func rate(_ count: UInt64, of all: UInt64, length: Int) -> Double {
        let share = Double(count) / Double(all)
        let logarithm = share > 0.5 ? Double.log(onePlus: -Double(all - count) / Double(all)) : Double.log(share)
        return logarithm / Double(length)
    }

    /// - Parameter logarithm: of a proportion, of which the end of the confidence interval is wanted. Its distance to 1
    ///   is computed beside it: it decides the entropy where next to nothing is left.
    private static func estimate(
        _ figures: [Figure], _ name: String, _ logarithm: Double, samples: Int
    ) -> Estimate {
        let (proportion, missing) = (Double.exp(logarithm), -Double.expMinusOne(logarithm))
        let margin = Estimate.zAlpha * (proportion * missing / Double(max(samples - 1, 1))).squareRoot()
        let rest = max(0, missing - margin)
        let bound = min(1, proportion + margin)
        let minEntropy = rest < 0.5 ? -Double.log(onePlus: -rest) / Double.log(2) : Estimate.bits(bound)
        return Estimate(
            figures + [Figure(name, proportion), Figure("p_u", bound)], minEntropy: max(0, minEntropy))
    }
}
