import StrictJSON
import Testing

@Suite("Reading JSON")
struct JSONParserTests {
    private func parse(_ text: String) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: Array(text.utf8))
    }

    private func object(_ text: String) throws -> JSONObject {
        guard case .object(let object) = try parse(text) else {
            Issue.record("not an object")
            return JSONObject([])
        }
        return object
    }

    @Test("every kind of value is read")
    func kinds() throws {
        let value = try object(#" { "a" : [1, -2.5e1, true, false, null, "x"] , "b":{} } "#)
        guard case .array(let items)? = value["a"] else {
            Issue.record("no list")
            return
        }
        #expect(
            items.map(\.kind) == ["a number", "a number", "a boolean", "a boolean", "null", "a string"])
        guard case .decimal(let number) = items[1] else {
            Issue.record("not a decimal")
            return
        }
        #expect(number == -25)
    }

    @Test(
        "escapes become their characters",
        arguments: [
            (#""\u0041\n\"\\\/""#, "A\n\"\\/"), (#""\ud83d\ude00""#, "😀"), (#""\u0000""#, "\0"),
            ("\"é\"", "é"),
            (#""a\u00e9b""#, "aéb"),
        ])
    func escapes(text: String, expected: String) throws {
        guard case .string(let found) = try parse(text) else {
            Issue.record("not a string")
            return
        }
        #expect(found.hasSameBytes(as: expected))
    }

    @Test(
        "what is not JSON is refused",
        arguments: [
            "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "[1 2]", "NaN", "Infinity", "-",
            "01", "1.", ".5", "1e",
            "+1", "tru", "nul", "\"\n\"", "\"\\x\"", "\"\\u12\"", "\"\\", "\"abc", "{}{}", "{\"a\"}", "[",
            "1e999", "-1e999",
            "\u{FEFF}{}",
        ])
    func malformed(text: String) {
        #expect(throws: JSONError(.malformed, "", at: 0)) { try parse(text) }
    }

    @Test(
        "half of a surrogate pair is refused",
        arguments: [
            #""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\u0041""#,
            #""\ud800\ud800""#,
        ])
    func surrogates(text: String) {
        #expect(throws: JSONError(.badText, "", at: 0)) { try parse(text) }
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]])
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError(.badText, "", at: 0)) {
            try JSONValue(parsing: [0x22] + bytes + [0x22])
        }
    }

    @Test("a name may come once only, in small and large objects")
    func duplicates() {
        let many = (0..<50).map { "\"k\($0)\":1" } + ["\"k7\":2"]
        for text in [
            #"{"a":1,"b":2,"a":3}"#, #"{"a":1,"\u0061":3}"#, "{\(many.joined(separator: ","))}",
        ] {
            #expect(throws: JSONError(.duplicateName, "", at: 0)) { try parse(text) }
        }
    }

    @Test("canonically equivalent names with different bytes are two members")
    func equivalentNames() throws {
        let found = try object("{\"\\u00e9\":1,\"e\\u0301\":2}")
        #expect(found.members.count == 2)
        guard case .integer(2)? = found["e\u{301}"], case .integer(1)? = found["\u{e9}"] else {
            Issue.record("one was taken for the other")
            return
        }
    }

    @Test("nesting is bounded, without exhausting the stack")
    func nesting() throws {
        let allowed = JSONValue.deepestNesting
        _ = try parse(String(repeating: "[", count: allowed) + String(repeating: "]", count: allowed))
        #expect(throws: JSONError(.tooDeep, "", at: 0)) {
            try parse(String(repeating: "[", count: 1_000_000))
        }
        #expect(throws: JSONError(.tooDeep, "", at: 0)) {
            try parse(String(repeating: "{\"a\":", count: 100_000))
        }
    }

    @Test("huge numbers are read as far as they mean something")
    func numbers() throws {
        guard case .integer(.max) = try parse("9223372036854775807"),
            case .decimal = try parse("9223372036854775808"), case .decimal(0) = try parse("1e-999")
        else {
            Issue.record("read wrongly")
            return
        }
        #expect(throws: JSONError(.malformed, "", at: 0)) {
            try parse(String(repeating: "9", count: 500_000))
        }
    }

    @Test("trap 29: every truncation and every changed byte of a document is read or refused, never a crash")
    func mutations() {
        let text = Array(#"{"a":["\ud83d\ude00\n",-1.5e+3,{"b":null,"c":[true,false]}],"é":"\\"}"#.utf8)
        var accepted = 0
        for index in text.indices {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text[..<index])) }
            for byte in UInt8.min...UInt8.max {
                var changed = text
                changed[index] = byte
                if (try? JSONValue(parsing: changed)) != nil { accepted += 1 }
            }
        }
        #expect(accepted > text.count)
    }
}
