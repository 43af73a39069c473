extension BitSequence {
    /// The length of the longest run of ones in a range of positions.
    func longestRun(in range: Range<Int>) -> Int {
        var longest = 0
        var running = 0
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 64) {
            let length = min(64, range.upperBound - start)
            let bits = window(at: start) & (UInt64.max << UInt64(64 - length))
            let leading = (~bits).leadingZeroBitCount
            if leading == 64 {
                running += 64
            } else {
                longest = max(longest, running + leading, Self.longestRun(inside: bits))
                running = (~bits).trailingZeroBitCount
            }
        }
        return max(longest, running)
    }

    /// The length of the longest run of ones in a word: each round takes the last one off every run.
    private static func longestRun(inside word: UInt64) -> Int {
        var rest = word
        var rounds = 0
        while rest != 0 {
            rest &= rest << 1
            rounds += 1
        }
        return rounds
    }
}
