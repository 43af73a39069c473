/// The multi Markov model with counting prediction estimate (SP 800-90B, 6.3.9): sixteen predictors, each of which
/// knows what followed the last 1 to 16 symbols, and the best of them so far predicts.
///
/// A context and what follows it are noted where they are first met, before the standard's step 4a would do so one sample
/// later; no prediction can see the difference.
enum MultiMarkov {
    /// D: the longest context.
    static let depth = 16
    /// The most pairs of a context and a follower that one predictor remembers.
    static let limit = 100_000

    /// - Parameters:
    ///   - symbols: 0..<alphabet.
    /// - Throws: ``AssessmentError`` with `.tooShort`.
    static func estimate(_ symbols: [UInt8], alphabet: Int) throws(AssessmentError) -> Estimate {
        let least = alphabet == 2 ? 4 : 3
        guard symbols.count >= least else {
            throw AssessmentError(
                .tooShort, "the MultiMMC prediction estimate needs \(least) samples, not \(symbols.count)")
        }
        let score = alphabet == 2 ? bits(symbols) : general(symbols)
        return score.estimate(predictions: symbols.count - 2, alphabet: alphabet)
    }

    private static func general(_ symbols: [UInt8]) -> PredictionScore {
        var tree = ContextTree()
        var known = [Int](repeating: 0, count: depth + 1)
        /// How many predictors have room.
        var open = depth
        var predictors = Scoreboard(first: 1)
        var score = PredictionScore()
        for index in 1..<symbols.count {
            let symbol = symbols[index]
            let winner = predictors.winner
            var context: UInt32? = ContextTree.root
            var isKnown = true
            for length in 1...min(depth, index) {
                let older = symbols[index - length]
                if length < index, isKnown, let parent = context {
                    if let child = tree.child(of: parent, older) {
                        let isRight = tree.bestSymbol(child) == symbol
                        if isRight { predictors.reward(length) }
                        if length == winner { score.note(isRight) }
                        if tree.note(symbol, after: child, mayInsert: known[length] < limit) {
                            known[length] += 1
                            open -= known[length] == limit ? 1 : 0
                        }
                        context = child
                        continue
                    }
                }
                isKnown = false
                guard known[length] < limit else {
                    if open == 0 { break }
                    context = nil
                    continue
                }
                known[length] += 1
                open -= known[length] == limit ? 1 : 0
                // A context whose shorter one found no place is counted, but can never be found.
                guard let parent = context else { continue }
                let child = tree.addChild(of: parent, older)
                _ = tree.note(symbol, after: child, mayInsert: true)
                context = child
            }
        }
        return score
    }

    private static func bits(_ bits: [UInt8]) -> PredictionScore {
        unsafe BitContexts.withCounts { counts in
            var predictors = Scoreboard(first: 1)
            var score = PredictionScore()
            var longestKnown = 0
            var recent = Int(bits[0])
            for index in 1..<bits.count {
                let bit = Int(bits[index])
                let one = BitContexts.one(bit)
                let winner = predictors.winner
                // A bit for each predictor: whether it says anything, and whether that is right.
                var (known, right) = (0, 0)
                var length = 0
                while length < min(depth, index - 1) {
                    length += 1
                    let place = BitContexts.index(recent, length: length)
                    let followers = unsafe counts[place]
                    let (zeros, ones) = (BitContexts.zeros(followers), BitContexts.ones(followers))
                    let isKnown = followers != 0
                    let isRight = isKnown && (zeros > ones ? 0 : 1) == bit
                    known |= (isKnown ? 1 : 0) << length
                    right |= (isRight ? 1 : 0) << length
                    predictors.reward(length, if: isRight)
                    if length == depth, bit == 0 ? zeros == 0 : ones == 0 {
                        guard longestKnown < limit else { continue }
                        longestKnown += 1
                    }
                    unsafe counts[place] = followers &+ one
                }
                if known >> winner & 1 != 0 { score.note(right >> winner & 1 != 0) }
                if index <= depth {
                    // The first context of this length.
                    unsafe counts[BitContexts.index(recent, length: index)] = one
                    longestKnown += index == depth ? 1 : 0
                }
                recent = recent << 1 | bit
            }
            return score
        }
    }
}
