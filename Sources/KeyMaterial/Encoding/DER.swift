/// The little of DER (ITU-T X.690) that encodings of keys need.
enum DER {
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let sequence: UInt8 = 0x30

    /// The tag and the length of a value of `count` bytes, below 2^16.
    static func header(_ tag: UInt8, _ count: Int) -> [UInt8] {
        switch count {
        case ..<0x80: [tag, UInt8(truncatingIfNeeded: count)]
        case ..<0x100: [tag, 0x81, UInt8(truncatingIfNeeded: count)]
        default: [tag, 0x82, UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
        }
    }

    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        header(tag, content.count) + content
    }
}
