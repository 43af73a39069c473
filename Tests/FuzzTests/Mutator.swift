/// Changes inputs as libFuzzer does: bits, bytes, lengths, pieces left out, repeated, or put in from another input. The
/// same seed makes the same changes.
struct Mutator {
    /// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// Longer inputs than this say nothing new, and take long.
    private static let longest = 16 << 10
    private static let bytes: [UInt8] = [0, 1, 0x20, 0x22, 0x25, 0x2B, 0x2D, 0x30, 0x7F, 0x80, 0x81, 0x82, 0xFE, 0xFF]
    private static let numbers: [UInt32] = [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF]

    /// One of the inputs after one to four changes.
    mutating func mutation(of inputs: [[UInt8]]) -> [UInt8] {
        guard !inputs.isEmpty else { return [] }
        var input = inputs[below(inputs.count)]
        for _ in 0...below(4) { change(&input, others: inputs) }
        return Array(input.prefix(Self.longest))
    }

    private mutating func change(_ input: inout [UInt8], others: [[UInt8]]) {
        let position = below(input.count + 1)
        let end = position + below(min(16, input.count - position) + 1)
        switch below(8) {
        case 0 where position < input.count: input[position] ^= 1 << UInt8(below(8))
        case 1 where position < input.count: input[position] = UInt8(below(256))
        case 2 where position < input.count: input[position] = Self.bytes[below(Self.bytes.count)]
        case 3: input.insert(Self.bytes[below(Self.bytes.count)], at: position)
        case 4: input.removeSubrange(position..<end)
        case 5: input.insert(contentsOf: input[position..<end], at: position)
        case 6 where position + 4 <= input.count:
            let number = Self.numbers[below(Self.numbers.count)]
            for offset in 0..<4 { input[position + offset] = UInt8(truncatingIfNeeded: number >> (24 - 8 * offset)) }
        case 7:
            let other = others[below(others.count)]
            let start = below(other.count + 1)
            input.replaceSubrange(position..<end, with: other[start..<min(other.count, start + 1 + below(32))])
        default: input = Array(input.prefix(position))
        }
    }

    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(max(1, bound)))
    }
}
