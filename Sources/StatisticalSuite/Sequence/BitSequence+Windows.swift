extension BitSequence {
    /// The 64 bits from a position on, the first of them the most significant; zeros past the sequence's end.
    ///
    /// - Parameter position: 0...count.
    @inline(__always)
    func window(at position: Int) -> UInt64 {
        let (word, shift) = (position >> 6, UInt64(position & 63))
        return words[word] &<< shift | (words[word + 1] &>> 1) &>> (63 &- shift)
    }

    /// The number of ones in a range of positions.
    func ones(in range: Range<Int>) -> Int {
        var sum = 0
        var position = range.lowerBound
        while position + 64 <= range.upperBound {
            sum += window(at: position).nonzeroBitCount
            position += 64
        }
        let rest = range.upperBound - position
        return rest == 0 ? sum : sum + (window(at: position) >> UInt64(64 - rest)).nonzeroBitCount
    }

    /// Calls `body` with each pattern of `length` bits that begins in a range of positions, as a number.
    ///
    /// - Parameter length: 1...32.
    @inline(__always)
    func forEachPattern(ofLength length: Int, beginningIn range: Range<Int>, _ body: (Int) -> Void) {
        let drop = UInt64(64 - length)
        let patternsInWindow = 65 - length
        var position = range.lowerBound
        while position < range.upperBound {
            var bits = window(at: position)
            for _ in 0..<min(patternsInWindow, range.upperBound - position) {
                body(Int(truncatingIfNeeded: bits &>> drop))
                bits &<<= 1
            }
            position += patternsInWindow
        }
    }
}
