import StatisticalSuite

/// Sequences of bits that every run of the tests makes anew, all the same (SplitMix64).
enum SampleBits {
    /// The first bytes of a seed's sequence.
    static func bytes(seed: UInt64, count: Int) -> [UInt8] {
        var state = seed
        var bytes: [UInt8] = []
        while bytes.count < count {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            word ^= word >> 31
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
        }
        return Array(bytes.prefix(count))
    }

    /// The first bits of a seed's sequence.
    static func sequence(seed: UInt64, count: Int) throws -> BitSequence {
        try BitSequence(bytes(seed: seed, count: (count + 7) / 8).span, bitCount: count)
    }

    /// The same byte again and again.
    static func repeating(_ byte: UInt8, count: Int) throws -> BitSequence {
        try BitSequence([UInt8](repeating: byte, count: (count + 7) / 8).span, bitCount: count)
    }
}

extension BitSequence {
    /// The bits of a text of zeros and ones.
    init(digits: String) throws {
        var bytes = [UInt8](repeating: 0, count: (digits.count + 7) / 8)
        for (position, digit) in digits.enumerated() where digit == "1" {
            bytes[position / 8] |= 0x80 >> UInt8(position % 8)
        }
        try self.init(bytes.span, bitCount: digits.count)
    }

    /// The bits as numbers.
    var bits: [Int] { (0..<count).map { self[$0] ? 1 : 0 } }
}

extension TestOutcome {
    /// The p-values; none where the test gave none.
    var values: [Double] {
        if case .pValues(let values) = self { values } else { [] }
    }
}
