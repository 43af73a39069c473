import ByteCoding
import KeyMap
import TestSupport
import Testing

@Suite("The key map as a chain of signed changes")
struct KeyMapStateTests {
    private static let other = KeyID("22222222-2222-4333-8444-555555555555")

    private func author() throws -> KeyMapAuthor {
        var author = try KeyMapAuthor()
        try author.write(SampleRecords.key())
        try author.write(.alias(SampleRecords.alias), .alias(SampleRecords.aliasRecord()))
        return author
    }

    private func refused(
        _ code: KeyMapError.Code, _ change: SignedChange, by author: KeyMapAuthor,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var state = author.state
        #expect(throws: KeyMapError(code, ""), sourceLocation: sourceLocation) {
            try state.apply(change, hubKey: author.hubKey)
        }
        #expect(state.head == author.state.head, sourceLocation: sourceLocation)
    }

    @Test("a replica that takes every change has the author's records")
    func chain() throws {
        var author = try KeyMapAuthor()
        var state = KeyMapState()
        #expect(state.head == .empty)
        for step in 0..<10 {
            let key = try SampleRecords.key(KeyID("key-\(step % 4)"), token: "token \(step)")
            try state.apply(author.write(key), hubKey: author.hubKey)
            #expect(state.head == author.state.head && state.head.revision == UInt64(step + 1))
        }
        #expect(state.snapshot == author.state.snapshot && state.snapshot.count == 4)
        #expect(state.snapshot.map(\.change.revision) == [7, 8, 9, 10])
    }

    @Test(
        "every change keeps the bytes that the hub signed, also where a policy is equal to the one before to Unicode only"
    )
    func signedBytes() throws {
        var author = try KeyMapAuthor()
        var state = KeyMapState()
        let policies = ["caf\u{E9}", "cafe\u{301}", "cafe\u{301}", "caf\u{E9}", ""]
        for (index, policy) in policies.enumerated() {
            let change = try author.write(SampleRecords.key(KeyID("key-\(index)"), token: nil, policy: policy))
            try state.apply(SignedChange(decoding: change.encoded), hubKey: author.hubKey)
        }
        #expect(state.snapshot.map(\.encoded) == author.state.snapshot.map(\.encoded))
        for change in state.snapshot { try change.verify(hubKey: author.hubKey) }
        let kept = state.snapshot.compactMap { change -> [UInt8]? in
            if case .key(let key) = change.change.value { Array(key.policy.utf8) } else { nil }
        }
        #expect(kept == policies.map { Array($0.utf8) })
    }

    @Test("a key's aliases are found by it, and no longer once they are moved or removed")
    func aliasesOfKeys() throws {
        var author = try KeyMapAuthor()
        let moved = SampleRecords.alias
        let kept = AliasName(account: moved.account, region: moved.region, name: "alias/kept")
        for name in [moved, kept] { try author.write(.alias(name), .alias(SampleRecords.aliasRecord(name))) }
        #expect(author.state.aliasNames(of: SampleRecords.keyID) == [moved, kept])
        try author.write(.alias(moved), .alias(SampleRecords.aliasRecord(moved, target: Self.other)))
        #expect(author.state.aliasNames(of: SampleRecords.keyID) == [kept])
        #expect(author.state.aliasNames(of: Self.other) == [moved])
        try author.write(.alias(kept), .removed)
        #expect(author.state.aliasNames(of: SampleRecords.keyID).isEmpty)
        #expect(author.state.allAliases.map(\.name) == [moved])
    }

    @Test("a rollback is refused: a change that came before, or the same again")
    func rollback() throws {
        let author = try author()
        for change in author.state.snapshot { refused(.rollback, change, by: author) }
        let zero = KeyMapChange(
            revision: 0, previous: KeyMapHead.empty.hash, name: .key(Self.other), value: .removed)
        refused(.rollback, try author.sign(zero), by: author)
    }

    @Test("a fork is refused: another predecessor, or a gap")
    func fork() throws {
        let author = try author()
        let head = author.state.head
        let value = RecordValue.key(try SampleRecords.key(Self.other))
        for (revision, previous) in [
            (head.revision + 1, head.hash.flipping(bit: 7)), (head.revision + 1, KeyMapHead.empty.hash),
            (head.revision + 2, head.hash), (UInt64.max, head.hash),
        ] {
            let change = KeyMapChange(revision: revision, previous: previous, name: .key(Self.other), value: value)
            refused(.fork, try author.sign(change), by: author)
        }
    }

    @Test("a change that the hub did not sign is refused")
    func badSignature() throws {
        let author = try author()
        var copy = author
        let change = try copy.write(SampleRecords.key(Self.other))
        let stranger = try KeyMapAuthor(Seed(99))
        refused(.badSignature, try stranger.sign(change.change), by: author)
        refused(.badSignature, SignedChange(change: change.change, signature: []), by: author)
        for bit in stride(from: 0, to: 512, by: 37) {
            refused(
                .badSignature, SignedChange(change: change.change, signature: change.signature.flipping(bit: bit)),
                by: author)
        }
    }

    @Test("a snapshot gives the same state, and takes the next change")
    func snapshot() throws {
        var author = try author()
        var state = try KeyMapState(
            snapshot: author.state.snapshot, head: author.head(), hubKey: author.hubKey)
        #expect(state.head == author.state.head)
        #expect(state.key(SampleRecords.keyID) == (try SampleRecords.key()))
        #expect(state.alias(SampleRecords.alias) == SampleRecords.aliasRecord())
        try state.apply(author.write(.alias(SampleRecords.alias), .removed), hubKey: author.hubKey)
        #expect(state.alias(SampleRecords.alias) == nil)
    }

    @Test("a snapshot that lacks a record, has one too many, another or in another order is refused")
    func changedSnapshots() throws {
        let author = try author()
        let snapshot = author.state.snapshot
        let head = try author.head()
        let foreign = try author.sign(
            KeyMapChange(
                revision: 1, previous: KeyMapHead.empty.hash, name: .key(Self.other),
                value: .key(try SampleRecords.key(Self.other))))
        for wrong in [
            [], Array(snapshot.dropLast()), Array(snapshot.dropFirst()), snapshot + [foreign], [snapshot[0], foreign],
            snapshot.reversed(), snapshot + [snapshot[0]],
        ] {
            #expect(throws: KeyMapError(.malformed, "")) {
                try KeyMapState(snapshot: wrong, head: head, hubKey: author.hubKey)
            }
        }
    }

    @Test("a snapshot under a head that the hub did not sign is refused")
    func foreignHead() throws {
        let author = try author()
        let snapshot = author.state.snapshot
        let head = try author.head()
        let truncated = Array(snapshot.dropLast())
        let wrong = [
            SignedHead(
                head: head.head, ancestor: head.ancestor, contents: head.contents,
                signature: head.signature.flipping(bit: 3)),
            SignedHead(
                head: KeyMapHead(revision: head.head.revision + 1, hash: head.head.hash), ancestor: head.ancestor,
                contents: head.contents,
                signature: head.signature),
            SignedHead(
                head: head.head, ancestor: head.ancestor, contents: SignedHead.contents(of: truncated),
                signature: head.signature),
            try KeyMapAuthor(Seed(99)).head(over: snapshot),
        ]
        for (position, head) in wrong.enumerated() {
            #expect(throws: KeyMapError(.badSignature, ""), "\(position)") {
                try KeyMapState(
                    snapshot: position == 2 ? truncated : snapshot, head: head, hubKey: author.hubKey)
            }
        }
    }

    @Test("the hub's own storage is checked change by change")
    func restoring() throws {
        let author = try author()
        let restored = try KeyMapState(
            restoring: author.state.snapshot, head: author.state.head, hubKey: author.hubKey)
        #expect(restored.snapshot == author.state.snapshot && restored.head == author.state.head)
        let forged = try KeyMapAuthor(Seed(99)).sign(author.state.snapshot[0].change)
        #expect(throws: KeyMapError(.badSignature, "")) {
            try KeyMapState(restoring: [forged], head: author.state.head, hubKey: author.hubKey)
        }
    }

    @Test("a key is found by the token of the request that made it, as long as it exists")
    func tokens() throws {
        var author = try author()
        #expect(author.state.key(madeBy: "token-1")?.id == SampleRecords.keyID)
        #expect(author.state.key(madeBy: "token-2") == nil)
        let changed = try SampleRecords.key().applying(.disable, at: SampleRecords.created)
        try author.write(changed)
        #expect(author.state.key(madeBy: "token-1") == changed)
        try author.write(.key(SampleRecords.keyID), .removed)
        #expect(author.state.key(madeBy: "token-1") == nil)
        #expect(author.state.key(SampleRecords.keyID) == nil)
        #expect(author.state.snapshot.map(\.change.name) == [.alias(SampleRecords.alias)])
    }
}
