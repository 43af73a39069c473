/// A matrix of 64 x 64 bits.
struct SquareOfBits {
    /// Column k of a row is its bit k, from the least significant on.
    var rows: InlineArray<64, UInt64> = .init(repeating: 0)

    /// Exchanges rows and columns, by exchanging ever smaller blocks across the diagonal.
    mutating func transpose() {
        var width = 32
        var mask: UInt64 = 0x0000_0000_FFFF_FFFF
        while width > 0 {
            for row in 0..<64 where row & width == 0 {
                let exchanged = (rows[row] >> UInt64(width) ^ rows[row + width]) & mask
                rows[row] ^= exchanged << UInt64(width)
                rows[row + width] ^= exchanged
            }
            width /= 2
            mask ^= mask << UInt64(width)
        }
    }
}
