/// A pattern in which `*` stands for any text and `?` for any one character of Unicode.
package struct WildcardPattern: Hashable, Sendable {
    package let text: String
    private let pattern: [UInt8]
    private let ignoresCase: Bool

    /// - Parameter ignoresCase: of ASCII letters.
    package init(_ text: String, ignoresCase: Bool = false) {
        self.text = text
        self.ignoresCase = ignoresCase
        pattern = Self.bytes(text, ignoresCase: ignoresCase)
    }

    /// Takes time in the product of both lengths at worst: the last `*` alone is tried again.
    package func matches(_ candidate: String) -> Bool {
        let value = Self.bytes(candidate, ignoresCase: ignoresCase)
        var position = 0
        var index = 0
        var star: (pattern: Int, value: Int)?
        while index < value.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                star = (position, index)
                position += 1
            } else if position < pattern.count, pattern[position] == UInt8(ascii: "?") {
                position += 1
                index = Self.end(of: index, in: value)
            } else if position < pattern.count, pattern[position] == value[index] {
                position += 1
                index += 1
            } else if let last = star {
                star = (last.pattern, last.value + 1)
                position = last.pattern + 1
                index = last.value + 1
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// Where the character that begins at an index ends, in UTF-8.
    private static func end(of start: Int, in bytes: [UInt8]) -> Int {
        var end = start + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    private static func bytes(_ text: String, ignoresCase: Bool) -> [UInt8] {
        guard ignoresCase else { return Array(text.utf8) }
        return text.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
    }
}
