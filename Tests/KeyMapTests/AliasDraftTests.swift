import KeyMap
import TestSupport
import Testing

@Suite("Aliases that are kept in step")
struct AliasDraftTests {
    private static let now = Timestamp(seconds: 1_800_000_000)

    private static func name(_ name: String, in region: String, account: String = "000000000000") -> AliasName {
        AliasName(account: account, region: region, name: "alias/\(name)")
    }

    /// A multi-Region key of eu-west-1 with replicas in eu-central-1 and us-east-1.
    private static func key(_ sync: String? = "aliases") throws -> KeyRecord {
        let tags = sync.map { [KeyRecord.Tag(key: KeySync.tag, value: $0)] } ?? []
        return try SampleRecords.key(SampleRecords.multiRegionID, tags: tags)
            .replicating(SampleRecords.replication("us-east-1"), at: now)
            .replicating(SampleRecords.replication("eu-central-1"), at: now)
    }

    /// A draft over a key map with these aliases of the key, and these of another key.
    private static func draft(_ own: [AliasName], others: [AliasName] = []) throws -> AliasDraft {
        var author = try KeyMapAuthor()
        for name in own {
            try author.write(.alias(name), .alias(SampleRecords.aliasRecord(name, target: SampleRecords.multiRegionID)))
        }
        for name in others { try author.write(.alias(name), .alias(SampleRecords.aliasRecord(name))) }
        return AliasDraft(author.state)
    }

    private static func entered(_ draft: AliasDraft) -> [AliasName: Bool] {
        var entered: [AliasName: Bool] = [:]
        for (name, value) in draft.changes {
            if case .alias(let alias) = name { entered[alias] = value != .removed }
        }
        return entered
    }

    @Test("replicas get the primary key's aliases, and lose those that it has not")
    func inStep() throws {
        var draft = try Self.draft([
            Self.name("a", in: "eu-west-1"), Self.name("b", in: "eu-west-1"), Self.name("b", in: "us-east-1"),
            Self.name("c", in: "us-east-1"),
        ])
        try draft.keepInStep(try Self.key(), at: Self.now)
        #expect(
            Self.entered(draft) == [
                Self.name("a", in: "us-east-1"): true, Self.name("a", in: "eu-central-1"): true,
                Self.name("b", in: "eu-central-1"): true, Self.name("c", in: "us-east-1"): false,
            ])
        let alias = try #require(draft[Self.name("a", in: "us-east-1")])
        #expect(alias.target == SampleRecords.multiRegionID && alias.created == Self.now)
        #expect(draft[Self.name("c", in: "us-east-1")] == nil)
    }

    @Test("what was asked for before counts")
    func drafted() throws {
        var draft = try Self.draft([Self.name("a", in: "eu-west-1"), Self.name("a", in: "us-east-1")])
        draft.remove(Self.name("a", in: "eu-west-1"))
        draft.enter(
            SampleRecords.aliasRecord(Self.name("b", in: "eu-west-1"), target: SampleRecords.multiRegionID))
        try draft.keepInStep(try Self.key(), at: Self.now)
        #expect(
            Self.entered(draft) == [
                Self.name("a", in: "eu-west-1"): false, Self.name("a", in: "us-east-1"): false,
                Self.name("b", in: "eu-west-1"): true, Self.name("b", in: "us-east-1"): true,
                Self.name("b", in: "eu-central-1"): true,
            ])
    }

    @Test("another key's alias of that name is in the way, and one of another account or region is not")
    func conflict() throws {
        var free = try Self.draft(
            [Self.name("a", in: "eu-west-1")],
            others: [Self.name("a", in: "ap-south-1"), Self.name("a", in: "us-east-1", account: "111111111111")])
        try free.keepInStep(try Self.key(), at: Self.now)
        #expect(free.changes.count == 2)
        var taken = try Self.draft([Self.name("a", in: "eu-west-1")], others: [Self.name("a", in: "us-east-1")])
        #expect(throws: KeyMapError(.invalidState, "")) { try taken.keepInStep(try Self.key(), at: Self.now) }
    }

    @Test("without the word in the tag, or without a replica, nothing changes", arguments: [nil, "policy tags"])
    func without(sync: String?) throws {
        var draft = try Self.draft([Self.name("a", in: "eu-west-1"), Self.name("c", in: "us-east-1")])
        try draft.keepInStep(try Self.key(sync), at: Self.now)
        let alone = try SampleRecords.key(
            SampleRecords.multiRegionID, tags: [.init(key: KeySync.tag, value: "aliases")])
        try draft.keepInStep(alone, at: Self.now)
        #expect(draft.changes.isEmpty)
    }

    @Test("aliases are changed at the primary key alone, if they are kept in step")
    func atReplica() throws {
        for (sync, isRefused) in [("aliases", true), ("policy", false)] {
            let key = try Self.key(sync)
            let replica = try #require(key.seen(in: "us-east-1"))
            #expect(throws: Never.self) { try key.checkAliasesDiffer() }
            if isRefused {
                #expect(throws: KeyMapError(.invalidState, "")) { try replica.checkAliasesDiffer() }
            } else {
                #expect(throws: Never.self) { try replica.checkAliasesDiffer() }
            }
        }
    }

    @Test("changes come in the order of regions and names, whatever the order of requests")
    func order() throws {
        var draft = try Self.draft([Self.name("b", in: "eu-west-1"), Self.name("a", in: "eu-west-1")])
        try draft.keepInStep(try Self.key(), at: Self.now)
        #expect(
            draft.changes.map(\.name)
                == ["eu-central-1", "us-east-1"].flatMap { region in
                    ["a", "b"].map { RecordName.alias(Self.name($0, in: region)) }
                })
    }
}
