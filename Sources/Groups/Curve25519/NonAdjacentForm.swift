/// The width-w non-adjacent form of a scalar modulo l: odd digits with |digit| < 2^(w-1), and at least w - 1 zeros after
/// each. Made from public scalars only, in a time that depends on them.
struct NonAdjacentForm {
    /// 2^0 to 2^255; those of a scalar end before 2^254.
    private(set) var digits = [Int8](repeating: 0, count: 256)
    /// The number of digits up to the highest that is not zero; zero for zero.
    private(set) var count = 0
    /// The largest |digit|; zero for zero.
    private(set) var largestDigit = 0

    /// - Parameter width: 2 to 8.
    init(_ scalar: Scalar<Field25519>, width: Int) {
        // A large number is minus a smaller one: -1 has one digit.
        let isNegative = scalar.encoding.littleEndianWords.3 &>> 59 != 0
        let words = (isNegative ? .zero - scalar : scalar).encoding.littleEndianWords
        let bits: InlineArray<5, UInt64> = [words.0, words.1, words.2, words.3, 0]
        let sign = isNegative ? -1 : 1
        let size = 1 << width
        var position = 0
        var carry = 0
        let length = Self.bitCount(words)
        while position <= length {
            let (word, shift) = (position / 64, UInt64(position % 64))
            let window = bits[word] &>> shift | (shift == 0 ? 0 : bits[word + 1] &<< (64 - shift))
            let value = carry + Int(window & UInt64(size - 1))
            guard value & 1 == 1 else {
                position += 1
                continue
            }
            carry = value < size / 2 ? 0 : 1
            let digit = value - carry * size
            digits[position] = Int8(sign * digit)
            count = position + 1
            largestDigit = max(largestDigit, abs(digit))
            position += width
        }
    }

    private static func bitCount(_ words: (UInt64, UInt64, UInt64, UInt64)) -> Int {
        for (position, word) in [words.0, words.1, words.2, words.3].enumerated().reversed() where word != 0 {
            return 64 * (position + 1) - word.leadingZeroBitCount
        }
        return 0
    }
}
