extension JSONParser {
    /// A quoted string; the position is at the opening quote.
    mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        let first = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                let text = String(validating: bytes[first..<position], as: UTF8.self)
                position += 1
                return try checked(text, from: start)
            case UInt8(ascii: "\\"):
                return try checked(try escapedString(startingWith: bytes[first..<position]), from: start)
            case 0..<0x20:
                throw malformed("a control character inside a string")
            default:
                position += 1
            }
        }
        throw malformed("a string without its closing quote")
    }

    private func checked(_ text: String?, from start: Int) throws(JSONError) -> String {
        guard let text else { throw JSONError(.badText, "a string that is not UTF-8", at: start) }
        return text
    }

    /// The rest of a string from its first escape on; nil where it is not UTF-8.
    private mutating func escapedString(startingWith head: ArraySlice<UInt8>) throws(JSONError)
        -> String?
    {
        var text = Array(head)
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                text.append(contentsOf: UTF8.encode(try escape()) ?? UTF8.encodedReplacementCharacter)
            case 0..<0x20:
                throw malformed("a control character inside a string")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw malformed("a string without its closing quote")
    }

    /// What follows a backslash.
    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        guard let byte = next else { throw malformed("a backslash with nothing after it") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw malformed("an unknown escape in a string")
        }
    }

    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let start = position - 2
        let high = try codeUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), next == UInt8(ascii: "\\") else {
            throw loneSurrogate(at: start)
        }
        position += 1
        guard next == UInt8(ascii: "u") else { throw loneSurrogate(at: start) }
        position += 1
        let low = try codeUnit()
        guard (0xDC00..<0xE000).contains(low) else { throw loneSurrogate(at: start) }
        let value = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private func loneSurrogate(at offset: Int) -> JSONError {
        JSONError(.badText, "half of a surrogate pair in a string", at: offset)
    }

    /// Four hexadecimal digits.
    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw malformed("a \\u escape without four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
