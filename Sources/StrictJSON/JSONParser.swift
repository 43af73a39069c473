/// A recursive-descent parser for RFC 8259, strict on every point where readers differ: UTF-8 only and no byte order mark,
/// no lone surrogates, no repeated names, no numbers outside `Double`, bounded nesting.
struct JSONParser {
    let bytes: [UInt8]
    var position = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The byte at the position, or nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw malformed("more text after the value") }
        return value
    }

    func malformed(_ message: String) -> JSONError {
        JSONError(
            .malformed, position < bytes.count ? message : "the text ends too early", at: position)
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"):
            return .object(try nested { parser throws(JSONError) in try parser.object() })
        case UInt8(ascii: "["):
            return .array(try nested { parser throws(JSONError) in try parser.array() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func nested<Value>(
        _ parse: (inout JSONParser) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        guard depth < JSONValue.deepestNesting else {
            throw JSONError(
                .tooDeep, "more than \(JSONValue.deepestNesting) levels of nesting", at: position)
        }
        depth += 1
        position += 1
        defer { depth -= 1 }
        return try parse(&self)
    }

    private mutating func array() throws(JSONError) -> [JSONValue] {
        var values: [JSONValue] = []
        if skip(UInt8(ascii: "]")) { return values }
        repeat {
            values.append(try value())
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "]")) else { throw malformed("a list that lacks ',' or ']'") }
        return values
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        var members: [JSONObject.Member] = []
        let start = position
        if skip(UInt8(ascii: "}")) { return JSONObject(members) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else {
                throw malformed("an object member without a quoted name")
            }
            let name = try string()
            guard skip(UInt8(ascii: ":")) else { throw malformed("an object member without ':'") }
            members.append(JSONObject.Member(name: name, value: try value()))
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "}")) else { throw malformed("an object that lacks ',' or '}'") }
        guard !Self.repeatsName(members) else {
            throw JSONError(.duplicateName, "an object that names a member twice", at: start)
        }
        return JSONObject(members)
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError)
        -> JSONValue
    {
        let expected = Array("\(text)".utf8)
        guard bytes.dropFirst(position).starts(with: expected) else {
            throw malformed("an unknown word")
        }
        position += expected.count
        return value
    }

    /// Skips white space and then, if it comes next, `byte`.
    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    /// Sorting keeps a hostile object of very many members from taking quadratic time.
    private static func repeatsName(_ members: [JSONObject.Member]) -> Bool {
        if members.count <= 8 {
            return members.indices.contains { index in
                members[..<index].contains { $0.name.hasSameBytes(as: members[index].name) }
            }
        }
        let names = members.map(\.name).sorted { $0.precedesByBytes($1) }
        return zip(names, names.dropFirst()).contains { $0.hasSameBytes(as: $1) }
    }
}

extension JSONValue {
    /// Reads one JSON value that fills all of `bytes`.
    ///
    /// - Throws: ``JSONError``; never traps and never recurses deeper than ``deepestNesting``, whatever the bytes are.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var parser = JSONParser(bytes)
        self = try parser.document()
    }
}
