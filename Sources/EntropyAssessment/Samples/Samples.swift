/// Samples of a noise source, as the estimators of SP 800-90B take them.
package struct Samples: Sendable {
    /// The samples as they came.
    package let raw: [UInt8]
    /// The samples with the values that occur numbered 0, 1, 2 ... in their order, so that there are no gaps.
    package let symbols: [UInt8]
    /// Width of a sample, 1...8 bits.
    package let bitsPerSymbol: Int
    /// How many different values occur.
    package let alphabetSize: Int

    /// - Parameters:
    ///   - raw: one number a sample, in the order in which the source gave them.
    ///   - bitsPerSymbol: 1...8; without it, the bits that the greatest sample needs.
    /// - Throws: ``AssessmentError`` with `.tooShort` where there are no samples, `.badWidth`, `.badSymbol`.
    package init<Symbol: FixedWidthInteger & UnsignedInteger>(
        _ raw: [Symbol], bitsPerSymbol: Int? = nil
    ) throws(AssessmentError) {
        guard !raw.isEmpty else {
            throw AssessmentError(.tooShort, "there are no samples: an assessment needs at least two")
        }
        if let bitsPerSymbol, !(1...8).contains(bitsPerSymbol) {
            throw AssessmentError(
                .badWidth, "symbols of \(bitsPerSymbol) bits: SP 800-90B's estimators take 1 to 8 bits a symbol")
        }
        let width = bitsPerSymbol ?? 8
        let bound = 1 << width
        for (index, symbol) in raw.enumerated() where symbol >= bound {
            throw AssessmentError(
                .badSymbol,
                "symbol \(symbol) at index \(index) does not fit \(width) bits: give the width that the source has, or "
                    + "take the low bits of each sample")
        }
        self.init(bytes: raw.map { UInt8(truncatingIfNeeded: $0) }, bitsPerSymbol: bitsPerSymbol)
    }

    private init(bytes: [UInt8], bitsPerSymbol: Int?) {
        var occurs = [Bool](repeating: false, count: 256)
        for byte in bytes { occurs[Int(byte)] = true }
        let greatest = occurs.lastIndex(of: true) ?? 0
        var dense = [UInt8](repeating: 0, count: 256)
        var count = 0
        for value in 0..<256 where occurs[value] {
            dense[value] = UInt8(truncatingIfNeeded: count)
            count += 1
        }
        raw = bytes
        alphabetSize = count
        symbols = count == greatest + 1 ? bytes : bytes.map { dense[Int($0)] }
        self.bitsPerSymbol = bitsPerSymbol ?? max(1, Int.bitWidth - greatest.leadingZeroBitCount)
    }

    package var count: Int { raw.count }

    /// All samples' bits, one a byte, the most significant of each sample first.
    package var bits: [UInt8] {
        let width = bitsPerSymbol
        return unsafe [UInt8](unsafeUninitializedCapacity: raw.count * width) { buffer, count in
            var position = 0
            for symbol in raw {
                for shift in stride(from: width - 1, through: 0, by: -1) {
                    unsafe buffer[position] = symbol >> UInt8(shift) & 1
                    position += 1
                }
            }
            count = position
        }
    }
}
