import ByteCoding

/// A text in a test that should be hexadecimal and is not.
package struct BadHex: Error {
    package let text: String
}

extension [UInt8] {
    /// - Throws: ``BadHex``.
    package init(hex: String) throws(BadHex) {
        guard let bytes = Hexadecimal.decode(hex) else { throw BadHex(text: hex) }
        self = bytes
    }

    package var hex: String { Hexadecimal.encode(self) }

    /// The same bytes with one bit changed.
    package func flipping(bit: Int) -> [UInt8] {
        var changed = self
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        return changed
    }
}
