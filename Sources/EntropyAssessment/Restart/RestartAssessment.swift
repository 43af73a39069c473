import RealModule

/// Whether a source is as good after each of a thousand restarts as it is said to be (SP 800-90B, 3.1.4).
package struct RestartAssessment: Sendable {
    /// How the restart data is assessed: as the source's own data was.
    package enum Track: Sendable {
        case iid, nonIID
    }

    /// r and c: so many restarts, of each so many samples.
    package static let side = 1000

    /// H_I, bits a sample.
    package let initial: Double
    /// X_cutoff: a value may occur so often in one row or column.
    package let cutoff: Int
    /// X_max: how often one did.
    package let greatestCount: Int
    /// H_r, bits a sample, of the rows one after the other.
    package let rows: Double
    /// H_c, bits a sample, of the columns one after the other.
    package let columns: Double

    /// - Parameters:
    ///   - samples: 1,000 restarts of 1,000 samples, one restart after the other.
    ///   - initial: H_I, 0 to as many bits as a sample has.
    /// - Throws: ``AssessmentError`` with `.oneSymbol`, `.tooShort` for another number of samples, `.badParameter`.
    package init(_ samples: Samples, initial: Double, track: Track) throws(AssessmentError) {
        try samples.requireEntropy()
        let side = Self.side
        guard samples.count == side * side else {
            throw AssessmentError(
                .tooShort,
                "the restart tests need \(side * side) samples, \(side) of each of \(side) restarts, not \(samples.count)"
            )
        }
        guard initial >= 0, initial <= Double(samples.bitsPerSymbol) else {
            throw AssessmentError(
                .badParameter,
                "an initial estimate of \(initial) bits: a sample of \(samples.bitsPerSymbol) bits has 0 to as many")
        }
        let expected = GreatestCount(samples: side, minEntropy: initial)
        guard expected.values <= samples.alphabetSize else {
            throw AssessmentError(
                .badParameter,
                "an initial estimate of \(initial) bits needs \(expected.values) different samples; the restarts show "
                    + "\(samples.alphabetSize)")
        }
        let transposed = (0..<side * side).map { samples.raw[$0 % side * side + $0 / side] }
        let columns = try Samples(transposed, bitsPerSymbol: samples.bitsPerSymbol)
        self.initial = initial
        cutoff = expected.cutoff(alpha: -Double.expMinusOne(Double.log(0.99) / Double(2 * side)))
        greatestCount = max(Self.greatestCount(samples.symbols), Self.greatestCount(columns.symbols))
        rows = try Self.entropy(samples, track)
        self.columns = try Self.entropy(columns, track)
    }

    /// 3.1.4.3: no value comes too often in any row or column.
    package var passesSanityCheck: Bool { greatestCount <= cutoff }

    /// 3.1.4.2: restarts leave at least half of what the source is said to have.
    package var isValidated: Bool { passesSanityCheck && min(rows, columns) >= initial / 2 }

    /// The entropy that remains to be claimed, bits a sample; nil where the source fails.
    package var assessed: Double? { isValidated ? min(initial, rows, columns) : nil }

    /// How often the most frequent value of any row occurs in it.
    private static func greatestCount(_ symbols: [UInt8]) -> Int {
        (0..<side).reduce(0) { greatest, row in
            max(greatest, MostCommonValue.counts(Array(symbols[row * side..<(row + 1) * side])).max() ?? 0)
        }
    }

    /// The estimate over the samples themselves; restart data is not assessed as bits.
    private static func entropy(_ samples: Samples, _ track: Track) throws(AssessmentError) -> Double {
        let width = Double(samples.bitsPerSymbol)
        switch track {
        case .iid: return min(width, try MostCommonValue.estimate(samples.symbols).minEntropy)
        case .nonIID:
            let parts: [NonIIDAssessment.Part] = [
                .literalStatistics, .literalTuples, .literalPredictors, .literalDictionaries,
            ]
            let outcomes = parts.flatMap { NonIIDAssessment.run($0, samples, bits: []) }
            return outcomes.compactMap(\.minEntropy).reduce(width, min)
        }
    }
}
