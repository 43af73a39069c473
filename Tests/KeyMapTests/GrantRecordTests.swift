import KeyMap
import TestSupport
import Testing

@Suite("Grants in the key map")
struct GrantRecordTests {
    typealias Pair = GrantConstraint.Pair

    @Test("a state lists grants by key and grantee, as they come and go")
    func listing() throws {
        var author = try KeyMapAuthor()
        var state = KeyMapState()
        func enter(_ name: RecordName, _ value: RecordValue) throws {
            try state.apply(try author.write(name, value), hubKey: author.hubKey)
        }
        let other = KeyID("22222222-2222-4333-8444-555555555555")
        let grants = [
            try SampleRecords.grant(1), try SampleRecords.grant(2), try SampleRecords.grant(3, on: other),
            try SampleRecords.grant(4, to: "arn:aws:iam::000000000000:user/c"),
        ]
        for grant in grants { try enter(.grant(grant.id), .grant(grant)) }
        #expect(Set(state.grants(on: SampleRecords.keyID)) == [grants[0], grants[1], grants[3]])
        #expect(Set(state.grants(on: SampleRecords.keyID, to: grants[0].grantee)) == [grants[0], grants[1]])
        #expect(Set(state.allGrants) == Set(grants))
        try enter(.grant(grants[0].id), .removed)
        try enter(.grant(grants[3].id), .removed)
        #expect(Set(state.grants(on: SampleRecords.keyID)) == [grants[1]])
        #expect(state.grant(grants[0].id) == nil)
        #expect(Set(state.grants(on: SampleRecords.keyID, to: grants[3].grantee)).isEmpty)
    }

    @Test("pairs are compared by their bytes, not as Unicode would")
    func bytes() {
        let composed = Pair(key: "\u{E9}", value: "1")
        let decomposed = Pair(key: "e\u{301}", value: "1")
        #expect(composed.key == decomposed.key)
        let constraint = GrantConstraint(.subset, [composed])
        #expect(constraint.isMet(by: [composed]))
        #expect(!constraint.isMet(by: [decomposed]))
        #expect(!GrantConstraint(.equals, [composed]).isMet(by: [composed, decomposed]))
    }

    @Test("ids are 64 digits in lower case, access keys as AWS writes them")
    func ids() {
        for wrong in ["", "a", String(repeating: "A", count: 64), String(repeating: "g", count: 64)] {
            #expect(GrantID(wrong) == nil)
        }
        for wrong in ["", "AKIA", "AKIAAAAAAAAAAAAAAAA1", "akiaAAAAAAAAAAAAAAAA", "AKIAAAAAAAAAAAAAAAAAA"] {
            #expect(AccessKeyID(wrong) == nil)
        }
        #expect(AccessKeyID("AKIAAAAAAAAAAAAAAAA7")?.description == "AKIAAAAAAAAAAAAAAAA7")
        for wrong in ["", "a/b", "ü", String(repeating: "a", count: 65)] {
            #expect(!AccessKeyRecord.isUserName(wrong))
        }
        #expect(AccessKeyRecord.isUserName("a.b-c@d_e+f=g,h"))
    }

    @Test("an access key's secret depends on master, account, user and id, and on nothing else")
    func secrets() throws {
        let master = try #require(AccessKeyMaster(bytes: [UInt8](repeating: 7, count: 32)))
        let record = SampleRecords.accessKey()
        let secret = master.secret(of: record)
        #expect(secret.utf8.count == 40)
        #expect(master.secret(of: SampleRecords.accessKey(ends: nil)) == secret)
        #expect(master.secret(of: SampleRecords.accessKey(1)) != secret)
        #expect(master.secret(of: SampleRecords.accessKey(user: "ap")) != secret)
        #expect(AccessKeyMaster(bytes: [UInt8](repeating: 8, count: 32))?.secret(of: record) != secret)
        #expect(AccessKeyMaster(bytes: [7]) == nil)
    }
}
