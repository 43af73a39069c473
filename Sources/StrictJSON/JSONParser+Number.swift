extension JSONParser {
    /// Longer numbers than this carry no meaning that `Double` could keep.
    private static let longestNumber = 256

    /// `[ minus ] int [ frac ] [ exp ]` of RFC 8259, section 6.
    mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        var isInteger = true
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits()
        }
        if next == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        guard position - start <= Self.longestNumber else {
            throw JSONError(
                .malformed, "a number of more than \(Self.longestNumber) characters", at: start)
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let decimal = Double(text), decimal.isFinite else {
            throw JSONError(.malformed, "a number out of range", at: start)
        }
        return .decimal(decimal)
    }

    /// One or more digits.
    private mutating func digits() throws(JSONError) {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        guard position > start else { throw malformed("something that is no JSON value") }
    }
}
