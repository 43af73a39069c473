import ByteCoding
import KeyMap
import TestSupport
import Testing

/// Golden bytes: what is stored or signed today must be readable and verifiable tomorrow.
@Suite("The key map's formats are those of a second implementation")
struct KeyMapKnownAnswerTests {
    struct Answers: Decodable {
        let keys: [String: String]
        let multiRegionKey: String
        let alias: String
        let custodian: String
        let changes: [String]
        let hashes: [String]
        let signatures: [String]
        let hubKey: String
        let headStatement: String
        let signedHead: String
    }

    private let answers: Answers

    init() throws {
        answers = try KnownAnswers.load("key-map")
    }

    @Test(
        "a key in each of its states",
        arguments: [
            ("enabled", KeyState.enabled), ("disabled", .disabled),
            ("pendingDeletion", .pendingDeletion(SampleRecords.created.adding(days: 7))),
        ])
    func keys(name: String, state: KeyState) throws {
        let key = try SampleRecords.key(state: state)
        #expect(key.encoded.hex == answers.keys[name])
        #expect(try KeyRecord(decoding: key.encoded) == key)
    }

    @Test("a multi-Region key that was replicated to two regions, and what became of it in each")
    func multiRegion() throws {
        let key = try SampleRecords.multiRegionKey()
        #expect(key.encoded.hex == answers.multiRegionKey)
        #expect(try KeyRecord(decoding: Array(hex: answers.multiRegionKey)) == key)
    }

    @Test("an alias and a custodian")
    func others() throws {
        #expect(SampleRecords.aliasRecord().encoded.hex == answers.alias)
        #expect(SampleRecords.custodian.encoded.hex == answers.custodian)
        #expect(try AliasRecord(decoding: Array(hex: answers.alias)) == SampleRecords.aliasRecord())
        #expect(try CustodianRecord(decoding: Array(hex: answers.custodian)) == SampleRecords.custodian)
    }

    @Test("three changes, their hashes and signatures, and the head over what they leave")
    func changes() throws {
        var author = try KeyMapAuthor()
        #expect(author.hubKey.hex == answers.hubKey)
        let changes = [
            try author.write(SampleRecords.key()),
            try author.write(.alias(SampleRecords.alias), .alias(SampleRecords.aliasRecord())),
            try author.write(.alias(SampleRecords.alias), .removed),
        ]
        #expect(changes.map(\.change.encoded.hex) == answers.changes)
        #expect(changes.map(\.change.hash.hex) == answers.hashes)
        #expect(changes.map(\.signature.hex) == answers.signatures)
        let head = try author.head()
        #expect(
            SignedHead.statement(head: head.head, ancestor: head.ancestor, contents: head.contents).hex
                == answers.headStatement)
        #expect(head.encoded.hex == answers.signedHead)
        #expect(try SignedHead(decoding: Array(hex: answers.signedHead)) == head)
        for encoded in answers.changes {
            #expect(try KeyMapChange(decoding: Array(hex: encoded)).encoded.hex == encoded)
        }
    }
}
