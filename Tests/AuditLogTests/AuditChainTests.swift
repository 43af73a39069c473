import AuditLog
import ByteCoding
import Foundation
import KeyMap
import Testing

@Suite("Audit records and their chain")
struct AuditChainTests {
    @Test("Every line is one JSON object that ends in its place in the chain")
    func lines() throws {
        let log = try SampleLog(count: 2)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(log.lines[1])) as? [String: Any])
        let chain = try #require(object["chain"] as? [String: Any])
        #expect(chain["log"] as? String == "gateway/1")
        #expect(chain["sequence"] as? Int == 2)
        #expect(object["eventName"] as? String == "Decrypt")
        #expect(object["eventTime"] as? String == "2026-11-18T11:06:42Z")
        #expect((object["requestParameters"] as? [String: [String: String]])?["encryptionContext"] != nil)
        let first = try AuditLine(log.lines[0][...])
        #expect(try AuditLine(log.lines[1][...]).previous == first.head.hash)
    }

    @Test("The first line of a given record never changes: known answer, checked with Python")
    func knownAnswer() throws {
        let log = try SampleLog(count: 1)
        let text = String(decoding: log.lines[0], as: UTF8.self)
        #expect(
            text.hasSuffix(
                #""hash":"5191f723869127377bf35c4bf55ddbf5e3c53edc446c2baa1e50a64fcf635924"}}"#),
            "\(text)")
    }

    @Test(
        "No text can end a line or forge a chain member", arguments: ["\n", "\r", "\u{85}", "\u{2028}", "\0", "\u{7F}"])
    func control(text: String) throws {
        let forged = #"","chain":{"log":"x","sequence":1,"previous":"","hash":""}}"# + text
        let json = AuditValue.object([.init("a", .string(forged))]).json
        #expect(!json.contains { $0 < 0x20 || $0 == 0x7F })
        #expect(String(decoding: json, as: UTF8.self).unicodeScalars.allSatisfy { $0 != "\u{85}" && $0 != "\u{2028}" })
        let back = try JSONSerialization.jsonObject(with: Data(json)) as? [String: String]
        #expect(back?["a"]?.unicodeScalars.elementsEqual(forged.unicodeScalars) == true)
    }

    @Test("Members keep their order and literals their kinds")
    func order() {
        let value: AuditValue = ["z": 1, "a": [true, nil, "é"], "m": [:]]
        #expect(String(decoding: value.json, as: UTF8.self) == #"{"z":1,"a":[true,null,"é"],"m":{}}"#)
    }

    @Test(
        "Moments are written as CloudTrail writes them",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_258_149, "2026-11-21T10:49:09Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
        ])
    func moments(seconds: Int64, text: String) {
        #expect(Timestamp(microseconds: seconds * 1_000_000 + 999_999).iso8601 == text)
    }

    @Test("A log's name needs no escaping", arguments: ["", "a\"b", "a b", "é", String(repeating: "a", count: 129)])
    func badNames(name: String) {
        #expect(throws: AuditError(.badLogID, "")) { try AuditLogID(name) }
    }

    @Test("A head comes back from its bytes, and no shorter or longer bytes are one")
    func heads() throws {
        let head = try SampleLog(count: 3).heads[2]
        #expect(try AuditHead(decoding: head.encoded) == head)
        for count in 0..<head.encoded.count {
            #expect(throws: (any Error).self) { try AuditHead(decoding: Array(head.encoded.prefix(count))) }
        }
        #expect(throws: (any Error).self) { try AuditHead(decoding: head.encoded + [0]) }
    }
}
