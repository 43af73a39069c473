/// A sequence of bits in packed words: bit i of the sequence is bit 63 - i mod 64 of word i / 64.
package struct BitSequence: Sendable {
    /// The most bits: what is counted, is counted in 32 bits.
    package static let maximumCount = 1 << 31

    /// n, the number of bits.
    package let count: Int
    /// The bits, with zeros after them: at least one word more than they fill, so that 64 bits can be read anywhere.
    let words: [UInt64]

    /// - Parameters:
    ///   - bytes: the bits, the most significant bit of each byte first.
    ///   - bitCount: how many of them to take; all where it is nil.
    /// - Throws: ``StatisticalSuiteError`` with `.badLength` where that is none, more than there are, or more than ``maximumCount``.
    package init(_ bytes: Span<UInt8>, bitCount: Int? = nil) throws(StatisticalSuiteError) {
        let count = bitCount ?? bytes.count * 8
        guard count > 0 else {
            throw StatisticalSuiteError(.badLength, "a sequence of \(count) bits cannot be tested: give at least one")
        }
        guard count <= Self.maximumCount else {
            throw StatisticalSuiteError(
                .badLength,
                "a sequence of \(count) bits is too long: test at most \(Self.maximumCount) at once, as several sequences"
            )
        }
        guard count <= bytes.count * 8 else {
            throw StatisticalSuiteError(
                .badLength,
                "\(count) bits were asked for and \(bytes.count) bytes hold \(bytes.count * 8): give more bytes, "
                    + "or ask for fewer bits")
        }
        var words = [UInt64](repeating: 0, count: count / 64 + 2)
        for position in 0..<(count + 7) / 8 {
            words[position / 8] |= UInt64(bytes[position]) << UInt64(56 - position % 8 * 8)
        }
        // What a last, partial word holds beyond the sequence.
        words[count / 64] &= ~(UInt64.max >> UInt64(count % 64))
        self.count = count
        self.words = words
    }

    /// The bit at a position below ``count``.
    package subscript(position: Int) -> Bool {
        words[position / 64] >> UInt64(63 - position % 64) & 1 == 1
    }
}
