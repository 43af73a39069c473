/// How often every pattern of one length occurs in a sequence that is read as a ring (SP 800-22 sections 2.11.4 and
/// 2.12.4): n places in all. Four bytes a pattern.
struct PatternCounts: Sendable {
    /// n, the number of places.
    let places: Int
    /// m, the bits of a pattern.
    let length: Int
    /// By pattern as a number: 2^m counts.
    let counts: [UInt32]

    /// - Parameter length: 1...25, at most the sequence's length.
    init(of sequence: BitSequence, length: Int) {
        var counts = [UInt32](repeating: 0, count: 1 << length)
        var counted = counts.mutableSpan
        let inside = sequence.count - length + 1
        sequence.forEachPattern(ofLength: length, beginningIn: 0..<inside) { counted[$0] &+= 1 }
        for start in inside..<sequence.count {
            let pattern = (start..<start + length).reduce(0) { pattern, position in
                pattern << 1 | (sequence[position % sequence.count] ? 1 : 0)
            }
            counted[pattern] &+= 1
        }
        places = sequence.count
        self.length = length
        self.counts = counts
    }

    private init(places: Int, length: Int, counts: [UInt32]) {
        self.places = places
        self.length = length
        self.counts = counts
    }

    /// The counts of shorter patterns: in a ring each pattern goes on with a zero or with a one.
    ///
    /// - Parameter shorter: 0...length.
    func folded(to shorter: Int) -> PatternCounts {
        var counts = self.counts
        for _ in shorter..<length {
            var halves = [UInt32](repeating: 0, count: counts.count / 2)
            for pattern in halves.indices { halves[pattern] = counts[2 * pattern] &+ counts[2 * pattern + 1] }
            counts = halves
        }
        return PatternCounts(places: places, length: shorter, counts: counts)
    }

    /// ψ²: 2^m / n times the sum of squares of the counts, minus n (section 2.11.4).
    var psiSquare: Double {
        guard length > 0 else { return 0 }
        let squares = counts.reduce(UInt64(0)) { $0 + UInt64($1) * UInt64($1) }
        return Double(counts.count) * Double(squares) / Double(places) - Double(places)
    }
}
