import ByteCoding

/// Reads a chain member from left to right, in its one rendering only.
struct AuditScanner {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ literal: String) -> Bool {
        guard rest.starts(with: literal.utf8) else { return false }
        rest = rest.dropFirst(literal.utf8.count)
        return true
    }

    /// Everything before the next quotation mark, and the mark.
    mutating func text() -> String? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(validating: rest[..<end], as: UTF8.self)
    }

    /// Decimal digits without leading zeros, of a number that leaves room to count on.
    mutating func number() -> UInt64? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        let text = String(decoding: digits, as: UTF8.self)
        guard let value = UInt64(text), String(value) == text, value <= AuditHead.highestSequence else { return nil }
        return value
    }

    /// 64 hexadecimal digits in lower case.
    mutating func digest() -> [UInt8]? {
        let text = String(decoding: rest.prefix(64), as: UTF8.self)
        rest = rest.dropFirst(64)
        guard let bytes = Hexadecimal.decode(text), bytes.count == 32, Hexadecimal.encode(bytes) == text else {
            return nil
        }
        return bytes
    }
}
