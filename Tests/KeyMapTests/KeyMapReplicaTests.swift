import KeyMap
import TestSupport
import Testing

@Suite("A replica of the key map")
struct KeyMapReplicaTests {
    private func replica(_ author: KeyMapAuthor) -> KeyMapReplica {
        KeyMapReplica(
            members: FleetMembers(custodians: [SampleRecords.custodian]), hubKey: author.hubKey, state: author.state
        ) { _, _ in }
    }

    @Test("a refused change leaves the replica as it was")
    func refused() throws {
        var author = try KeyMapAuthor()
        try author.write(SampleRecords.key())
        let replica = replica(author)
        let next = try author.write(.key(SampleRecords.keyID), .removed)
        let forged = SignedChange(change: next.change, signature: next.signature.flipping(bit: 0))
        #expect(throws: KeyMapError(.badSignature, "")) { try replica.apply(forged) }
        #expect(replica.head.revision == 1 && replica.key(SampleRecords.keyID) != nil)
        try replica.apply(next)
        #expect(replica.head == author.state.head && replica.key(SampleRecords.keyID) == nil)
    }

    @Test("a snapshot replaces what is not newer, and nothing else")
    func replacing() throws {
        var author = try KeyMapAuthor()
        try author.write(SampleRecords.key())
        let old = author.state
        let replica = replica(author)
        try replica.replace(by: old)
        try author.write(.key(SampleRecords.keyID), .removed)
        try replica.replace(by: author.state)
        #expect(replica.head == author.state.head && replica.allKeys.isEmpty)
        #expect(throws: KeyMapError(.rollback, "")) { try replica.replace(by: old) }
        #expect(throws: KeyMapError(.rollback, "")) { try replica.replace(by: KeyMapState()) }
        #expect(replica.head == author.state.head)
    }

    @Test("another history at the same revision is a fork")
    func fork() throws {
        var one = try KeyMapAuthor()
        var two = try KeyMapAuthor()
        try one.write(SampleRecords.key(KeyID("one")))
        try two.write(SampleRecords.key(KeyID("two")))
        let replica = replica(one)
        #expect(throws: KeyMapError(.fork, "")) { try replica.replace(by: two.state) }
        #expect(replica.key(KeyID("one")) != nil && replica.key(KeyID("two")) == nil)
    }

    @Test("what was seen before decides, also at the very beginning")
    func heads() throws {
        let (first, second) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32))
        let five = KeyMapHead(revision: 5, hash: first)
        #expect(throws: Never.self) { try KeyMapReplica.check(five, follows: .empty) }
        #expect(throws: Never.self) { try KeyMapReplica.check(.empty, follows: .empty) }
        #expect(throws: Never.self) { try KeyMapReplica.check(five, follows: five) }
        #expect(throws: Never.self) {
            try KeyMapReplica.check(KeyMapHead(revision: 6, hash: second), follows: five)
        }
        #expect(throws: KeyMapError(.rollback, "")) { try KeyMapReplica.check(.empty, follows: five) }
        #expect(throws: KeyMapError(.rollback, "")) {
            try KeyMapReplica.check(KeyMapHead(revision: 4, hash: first), follows: five)
        }
        #expect(throws: KeyMapError(.fork, "")) {
            try KeyMapReplica.check(KeyMapHead(revision: 5, hash: second), follows: five)
        }
    }

    @Test("a key that its committee did not certify is refused, in a change and in a snapshot")
    func certificates() throws {
        var author = try KeyMapAuthor()
        let forged = KeyID("forged")
        let replica = KeyMapReplica(members: FleetMembers(custodians: []), hubKey: author.hubKey) {
            key, _ throws(KeyMapError) in
            guard key.id != forged else { throw KeyMapError(.badSignature, "not certified") }
        }
        try replica.apply(author.write(SampleRecords.key()))
        let change = try author.write(SampleRecords.key(forged, token: nil))
        #expect(throws: KeyMapError(.badSignature, "")) { try replica.apply(change) }
        #expect(throws: KeyMapError(.badSignature, "")) { try replica.replace(by: author.state) }
        #expect(replica.head.revision == 1 && replica.key(forged) == nil)
    }

    @Test("trap 27: a known key whose spec alone changes is checked again: its committee certified the other suite")
    func changedSpec() throws {
        var author = try KeyMapAuthor()
        let replica = KeyMapReplica(members: FleetMembers(custodians: []), hubKey: author.hubKey) {
            key, _ throws(KeyMapError) in
            guard key.spec == .symmetricDefault else { throw KeyMapError(.badSignature, "certified for another suite") }
        }
        try replica.apply(author.write(SampleRecords.key()))
        let change = try author.write(SampleRecords.key(spec: .ed25519))
        #expect(throws: KeyMapError(.badSignature, "")) { try replica.apply(change) }
        #expect(throws: KeyMapError(.badSignature, "")) { try replica.replace(by: author.state) }
        #expect(replica.key(SampleRecords.keyID)?.spec == .symmetricDefault)
    }

    @Test("lists hold an account's and region's own, in their order")
    func lists() throws {
        var author = try KeyMapAuthor()
        for id in ["c", "a", "b"] { try author.write(SampleRecords.key(KeyID(id), token: nil)) }
        try author.write(SampleRecords.key(KeyID("d"), region: "us-east-1", token: nil))
        for name in ["alias/ä", "alias/z", "alias/B"] {
            let name = AliasName(account: "000000000000", region: "eu-west-1", name: name)
            try author.write(.alias(name), .alias(SampleRecords.aliasRecord(name)))
        }
        let replica = replica(author)
        #expect(replica.keys(account: "000000000000", region: "eu-west-1").map(\.id.description) == ["a", "b", "c"])
        #expect(replica.keys(account: "000000000000", region: "us-east-1").map(\.id.description) == ["d"])
        #expect(replica.keys(account: "111111111111", region: "eu-west-1").isEmpty)
        #expect(
            replica.aliases(account: "000000000000", region: "eu-west-1").map(\.name.name)
                == ["alias/B", "alias/z", "alias/ä"])
        #expect(replica.aliases(account: "000000000000", region: "us-east-1").isEmpty)
        #expect(replica.allKeys.count == 4)
    }

    @Test("readers see whole changes while a writer writes")
    func concurrency() async throws {
        var author = try KeyMapAuthor()
        let replica = KeyMapReplica(members: FleetMembers(custodians: []), hubKey: author.hubKey) { _, _ in }
        let changes = try (0..<200).map { step in
            try author.write(SampleRecords.key(KeyID("k"), token: "\(step)"))
        }
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for change in changes { guard (try? replica.apply(change)) != nil else { return false } }
                return true
            }
            for _ in 0..<3 {
                group.addTask {
                    var last: UInt64 = 0
                    while last < 200 {
                        let state = replica.snapshot
                        guard state.head.revision >= last else { return false }
                        last = state.head.revision
                        if last > 0, state.key(madeBy: "\(last - 1)") == nil { return false }
                        await Task.yield()
                    }
                    return true
                }
            }
            for await isConsistent in group { #expect(isConsistent) }
        }
    }
}
