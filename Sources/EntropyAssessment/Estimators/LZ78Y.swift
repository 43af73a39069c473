/// The LZ78Y prediction estimate (SP 800-90B, 6.3.10): one dictionary of contexts of 1 to 16 symbols; the context that
/// was followed most often by one symbol predicts, the longer one where several were.
enum LZ78Y {
    /// B: the longest context.
    static let depth = 16
    /// The most contexts that the dictionary holds.
    static let limit = 65_536

    /// - Parameters:
    ///   - symbols: 0..<alphabet.
    /// - Throws: ``AssessmentError`` with `.tooShort`.
    static func estimate(_ symbols: [UInt8], alphabet: Int) throws(AssessmentError) -> Estimate {
        let least = alphabet == 2 ? depth + 3 : depth + 2
        guard symbols.count >= least else {
            throw AssessmentError(
                .tooShort, "the LZ78Y prediction estimate needs \(least) samples, not \(symbols.count)")
        }
        let score = alphabet == 2 ? bits(symbols) : general(symbols)
        return score.estimate(predictions: symbols.count - depth - 1, alphabet: alphabet)
    }

    private static func general(_ symbols: [UInt8]) -> PredictionScore {
        var tree = ContextTree()
        var known = 0
        var score = PredictionScore()
        for index in depth..<symbols.count {
            let symbol = symbols[index]
            var context = ContextTree.root
            var (prediction, greatest) = (0, UInt64(0))
            var length = 1
            while length <= depth, let child = tree.child(of: context, symbols[index - length]) {
                let count = tree.bestCount(child)
                if count > 0 {
                    if count >= greatest { (prediction, greatest) = (Int(tree.bestSymbol(child)), count) }
                    _ = tree.note(symbol, after: child, mayInsert: true)
                }
                context = child
                length += 1
            }
            // The longest contexts come first; the shorter ones for which there is no room are there without followers.
            if length <= depth, known < limit {
                let firstKept = max(length, depth + 1 - (limit - known))
                for added in length...depth {
                    context = tree.addChild(of: context, symbols[index - added])
                    guard added >= firstKept else { continue }
                    _ = tree.note(symbol, after: context, mayInsert: true)
                    known += 1
                }
            }
            if index > depth { score.note(greatest > 0 && prediction == Int(symbol)) }
        }
        return score
    }

    private static func bits(_ bits: [UInt8]) -> PredictionScore {
        unsafe BitContexts.withCounts { counts in
            var known = 0
            var score = PredictionScore()
            var recent = bits.prefix(depth).reduce(0) { $0 << 1 | Int($1) }
            for index in depth..<bits.count {
                let bit = Int(bits[index])
                let one = BitContexts.one(bit)
                var (prediction, greatest) = (0, UInt32(0))
                for length in stride(from: depth, to: 0, by: -1) {
                    let place = BitContexts.index(recent, length: length)
                    let followers = unsafe counts[place]
                    let (zeros, ones) = (BitContexts.zeros(followers), BitContexts.ones(followers))
                    let count = max(zeros, ones)
                    prediction = count > greatest ? (zeros > ones ? 0 : 1) : prediction
                    greatest = max(count, greatest)
                    if count == 0 {
                        guard known < limit else { continue }
                        known += 1
                    }
                    unsafe counts[place] = followers &+ one
                }
                if index > depth { score.note(greatest > 0 && prediction == bit) }
                recent = recent << 1 | bit
            }
            return score
        }
    }
}
