/// The hexadecimal digits of ids, in lower case and of fixed length.
enum TraceText {
    private static let digits = Array("0123456789abcdef".utf8)

    static func hexadecimal(_ value: UInt64) -> String {
        let digits = digits
        return String(
            decoding: stride(from: 60, through: 0, by: -4).map { digits[Int(value >> UInt64($0) & 15)] }, as: UTF8.self)
    }

    /// Nil unless all bytes are digits, those beyond 9 in lower case.
    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }
}
