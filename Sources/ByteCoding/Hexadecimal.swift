/// Lower-case hexadecimal, for identifiers and digests that people read.
package enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        var characters: [UInt8] = []
        characters.reserveCapacity(2 * bytes.count)
        append(bytes, to: &characters)
        return String(decoding: characters, as: UTF8.self)
    }

    /// Appends two digits a byte.
    package static func append(_ bytes: [UInt8], to characters: inout [UInt8]) {
        let digits = digits
        for byte in bytes {
            characters.append(digits[Int(byte >> 4)])
            characters.append(digits[Int(byte & 15)])
        }
    }

    /// The bytes of a string with an even number of hexadecimal digits, or nil.
    package static func decode(_ string: String) -> [UInt8]? {
        let nibbles = string.utf8.map { character -> UInt8? in
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
            default: nil
            }
        }
        guard nibbles.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for position in stride(from: 0, to: nibbles.count, by: 2) {
            guard let high = nibbles[position], let low = nibbles[position + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
