/// The lag prediction estimate (SP 800-90B, 6.3.8): 128 predictors, each of which says that the symbol of 1 to 128
/// samples ago comes again.
enum Lag {
    /// D.
    static let lags = 128

    /// - Parameters:
    ///   - symbols: 0..<alphabet.
    /// - Throws: ``AssessmentError`` with `.tooShort`.
    static func estimate(_ symbols: [UInt8], alphabet: Int) throws(AssessmentError) -> Estimate {
        guard symbols.count >= 3 else {
            throw AssessmentError(.tooShort, "the lag prediction estimate needs 3 samples, not \(symbols.count)")
        }
        let score = alphabet == 2 ? BitLags(symbols).score() : general(symbols, alphabet: alphabet)
        return score.estimate(predictions: symbols.count - 1, alphabet: alphabet)
    }

    /// From each symbol back along its earlier places, so that only the predictors that are right are looked at.
    private static func general(_ symbols: [UInt8], alphabet: Int) -> PredictionScore {
        var scores = [Int](repeating: 0, count: lags + 1)
        var (winner, best) = (1, 0)
        var score = PredictionScore()
        var lastSeen = [Int](repeating: -1, count: alphabet)
        /// By index, where its symbol was before; a ring of the last samples.
        var before = [Int](repeating: -1, count: lags)
        for index in symbols.indices {
            let symbol = Int(symbols[index])
            if index > 0 { score.note(symbols[index - winner] == symbols[index]) }
            var place = lastSeen[symbol]
            while place >= 0, index - place <= lags {
                let lag = index - place
                scores[lag] += 1
                if scores[lag] >= best { (winner, best) = (lag, scores[lag]) }
                place = before[place % lags]
            }
            before[index % lags] = lastSeen[symbol]
            lastSeen[symbol] = index
        }
        return score
    }
}
