/// The multi most common in window prediction estimate (SP 800-90B, 6.3.7): four predictors, each of which says that the
/// most common of the last 63, 255, 1023 or 4095 symbols comes next; of several, the one seen last.
enum MultiMostCommonInWindow {
    static let windows = [63, 255, 1023, 4095]
    /// The longest window, and one symbol to predict.
    static let least = 4096

    /// - Parameters:
    ///   - symbols: 0..<alphabet.
    /// - Throws: ``AssessmentError`` with `.tooShort`.
    static func estimate(_ symbols: [UInt8], alphabet: Int) throws(AssessmentError) -> Estimate {
        guard symbols.count >= least else {
            throw AssessmentError(
                .tooShort, "the MultiMCW prediction estimate needs \(least) samples, not \(symbols.count)")
        }
        let score = alphabet == 2 ? BitWindows(symbols).score(symbols) : general(symbols, alphabet: alphabet)
        return score.estimate(predictions: symbols.count - windows[0], alphabet: alphabet)
    }

    private static func general(_ symbols: [UInt8], alphabet: Int) -> PredictionScore {
        var modes = windows.map { WindowMode(symbols, length: $0, alphabet: alphabet) }
        var predictors = Scoreboard(first: 0)
        var score = PredictionScore()
        for index in windows[0]..<symbols.count {
            let symbol = symbols[index]
            score.note(modes[predictors.winner].mode == symbol)
            for position in modes.indices where index >= windows[position] {
                if modes[position].mode == symbol { predictors.reward(position) }
                modes[position].slide(in: symbol, at: index, out: symbols[index - windows[position]])
            }
        }
        return score
    }
}
