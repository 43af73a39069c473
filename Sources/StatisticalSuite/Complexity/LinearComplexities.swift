/// The linear complexities of up to 128 blocks of bits at once (SP 800-22 section 2.10; Massey 1969).
///
/// Massey's algorithm needs of its two polynomials C and B only what their products with the sequence have from the
/// present step on: the first coefficient of the one is the discrepancy. So those two products are all that is kept here,
/// one lane a block and one vector a coefficient; all blocks are at the same step, and what differs between them, whether to add
/// and whether to exchange, is a mask.
///
/// The sign of N - 2L decides on the exchange; for each lane it is a number in two's complement, whose bits stand in
/// vectors too. It grows by one at each step, but at an exchange, where L becomes N + 1 - L, it becomes its complement.
struct LinearComplexities {
    /// The most blocks.
    static let lanes = 128

    private typealias Lanes = SIMD2<UInt64>

    /// The linear complexity of each block, in their order.
    let values: [Int]

    /// - Parameters:
    ///   - start: the position of the first block.
    ///   - blocks: how many lie one after the other from there, 1...128.
    init(of sequence: BitSequence, from start: Int, blockLength: Int, blocks: Int) {
        var current = [Lanes](repeating: .zero, count: blockLength)
        Self.load(into: &current, from: sequence, start: start, blockLength: blockLength, blocks: blocks)
        // The register before the first, of length 0, as if it had failed one step before the block.
        var former = [Lanes](repeating: Lanes(repeating: .max), count: 1) + current
        let planes = Int.bitWidth - blockLength.leadingZeroBitCount + 2
        var excess = [Lanes](repeating: .zero, count: planes)

        var currentSpan = current.mutableSpan
        var formerSpan = former.mutableSpan
        for step in 0..<blockLength {
            let discrepancy = currentSpan[step]
            let exchange = discrepancy & ~excess[planes - 1]
            for offset in 1..<max(blockLength - step, 1) {
                let old = currentSpan[step &+ offset]
                let other = formerSpan[offset]
                currentSpan[step &+ offset] = old ^ (discrepancy & other)
                formerSpan[offset] = other ^ (exchange & (old ^ other))
            }
            var carry = ~exchange
            for plane in 0..<planes {
                let complemented = excess[plane] ^ exchange
                excess[plane] = complemented ^ carry
                carry &= complemented
            }
        }
        values = (0..<blocks).map { block in
            let bits = excess.map { Int($0[block / 64] >> UInt64(block % 64) & 1) }
            let magnitude = bits.dropLast().enumerated().reduce(0) { $0 | $1.element << $1.offset }
            let excess = magnitude - bits[planes - 1] << (planes - 1)
            return (blockLength - excess) / 2
        }
    }

    /// Puts bit k of block b into lane b of vector k.
    private static func load(
        into vectors: inout [Lanes], from sequence: BitSequence, start: Int, blockLength: Int, blocks: Int
    ) {
        for offset in stride(from: 0, to: blockLength, by: 64) {
            for half in 0..<2 {
                var square = SquareOfBits()
                for block in half * 64..<max(half * 64, min(blocks, half * 64 + 64)) {
                    square.rows[block % 64] = sequence.window(at: start + block * blockLength + offset)
                }
                square.transpose()
                for bit in 0..<min(64, blockLength - offset) {
                    vectors[offset + bit][half] = square.rows[63 - bit]
                }
            }
        }
    }
}
