/// The 128 lag predictors over a bit string, 64 bits at a time.
///
/// Within a block only a lag that could catch up with the best one has to be watched bit by bit; the right predictions of
/// the others are counted in one word.
struct BitLags {
    private let words: [UInt64]
    private let count: Int
    private var scores = [Int](repeating: 0, count: Lag.lags + 1)
    private var (winner, best) = (1, 0)
    private var result = PredictionScore()

    /// - Parameter bits: one a byte.
    init(_ bits: [UInt8]) {
        count = bits.count
        var words = [UInt64](repeating: 0, count: (bits.count + 63) / 64)
        for (index, bit) in bits.enumerated() { words[index >> 6] |= UInt64(bit & 1) << UInt64(index & 63) }
        self.words = words
    }

    consuming func score() -> PredictionScore {
        var right = [UInt64](repeating: 0, count: Lag.lags + 1)
        var watched: [Int] = []
        for block in words.indices {
            watched.removeAll(keepingCapacity: true)
            for lag in 1...Lag.lags {
                right[lag] = agreement(block, lag: lag)
                let reached = scores[lag] + right[lag].nonzeroBitCount
                if reached >= best, right[lag] != 0 { watched.append(lag) } else { scores[lag] = reached }
            }
            // Nothing predicts the first bit.
            for offset in (block == 0 ? 1 : 0)..<min(64, count - block * 64) {
                result.note(right[winner] >> UInt64(offset) & 1 != 0)
                for lag in watched where right[lag] >> UInt64(offset) & 1 != 0 {
                    scores[lag] += 1
                    if scores[lag] >= best { (winner, best) = (lag, scores[lag]) }
                }
            }
        }
        return result
    }

    /// A bit for each position of a block: whether the bit so far back is there, and equal.
    private func agreement(_ block: Int, lag: Int) -> UInt64 {
        let (blocks, bits) = (lag >> 6, UInt64(lag & 63))
        var earlier: UInt64 = 0
        if block >= blocks { earlier = words[block - blocks] << bits }
        if bits > 0, block > blocks { earlier |= words[block - blocks - 1] >> (64 - bits) }
        var mask = UInt64.max
        let missing = lag - block * 64
        if missing > 0 { mask = missing >= 64 ? 0 : mask << UInt64(missing) }
        let present = count - block * 64
        if present < 64 { mask &= ~(UInt64.max << UInt64(present)) }
        return ~(words[block] ^ earlier) & mask
    }
}
