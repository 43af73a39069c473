/// How often each bit followed each context of 1 to 16 bits: 1 MiB, the zeros of a context in the lower half of a word and
/// the ones in the upper.
///
/// The loops that ask it do so 16 times a bit for millions of bits, so they use it through a pointer without bounds
/// checks; each index is that of a context whose length is at most ``longest``.
enum BitContexts {
    /// The most bits of a context.
    static let longest = 16

    /// Runs a predictor with counts that are all zero.
    static func withCounts<Answer>(_ body: (UnsafeMutablePointer<UInt64>) -> Answer) -> Answer {
        let size = 2 << longest
        let counts = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
        defer { unsafe counts.deallocate() }
        unsafe counts.initialize(repeating: 0, count: size)
        return unsafe body(counts)
    }

    /// Where the counts of a context are: those of shorter contexts first.
    ///
    /// - Parameters:
    ///   - recent: the last bits, the newest lowest; older ones than the context's are ignored.
    ///   - length: 1...16.
    @inline(__always)
    static func index(_ recent: Int, length: Int) -> Int {
        let size = 1 << length
        return size &+ (recent & (size &- 1))
    }

    /// What one more of a bit adds to the counts of its context.
    @inline(__always)
    static func one(_ bit: Int) -> UInt64 { bit == 0 ? 1 : 1 << 32 }

    @inline(__always)
    static func zeros(_ counts: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: counts) }

    @inline(__always)
    static func ones(_ counts: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: counts >> 32) }
}
