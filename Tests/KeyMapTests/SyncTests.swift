import KeyMap
import TestSupport
import Testing

@Suite("What the tag quorate:sync keeps in step")
struct SyncTests {
    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let other = KeyRecord.Tag(key: "team", value: "blue")

    private static func tag(_ value: String) -> KeyRecord.Tag { KeyRecord.Tag(key: KeySync.tag, value: value) }

    /// Primary in eu-west-1, a replica in us-east-1 with a policy and a tag of its own.
    private static func key(_ sync: String? = nil) throws -> KeyRecord {
        let own = [KeyRecord.Tag(key: "own", value: "1")]
        return try SampleRecords.key(SampleRecords.multiRegionID, tags: [other] + (sync.map { [tag($0)] } ?? []))
            .replicating(SampleRecords.replication("us-east-1", policy: "own", tags: own), at: now)
    }

    private static func replica(_ key: KeyRecord) throws -> KeyRecord { try #require(key.seen(in: "us-east-1")) }

    @Test(
        "its words are read in any order",
        arguments: [
            ("aliases", [.aliases]), ("tags policy", [.tags, .policy]),
            (" aliases  policy tags ", [.aliases, .policy, .tags]),
        ] as [(String, KeySync)])
    func words(value: String, sync: KeySync) {
        #expect(KeySync(value) == sync)
    }

    @Test("anything else says nothing", arguments: ["", " ", "aliases,policy", "Aliases", "policy grants", "alias"])
    func noWords(value: String) throws {
        #expect(KeySync(value) == nil)
        #expect(try Self.key(value).sync == [])
    }

    @Test("without it nothing is the primary key's")
    func without() throws {
        let replica = try Self.replica(Self.key())
        #expect(replica.policy == "own" && replica.tags.map(\.key) == ["own"] && replica.sync == [])
    }

    @Test("the tag itself stands at every replica, and is gone there when it is gone at the primary key")
    func tagItself() throws {
        let key = try Self.key("policy")
        #expect(try Self.replica(key).tags == [KeyRecord.Tag(key: "own", value: "1"), Self.tag("policy")])
        let changed = try key.applying(.tag([Self.tag("aliases")]), at: Self.now)
        #expect(try Self.replica(changed).syncTag == Self.tag("aliases"))
        let gone = try key.applying(.untag([KeySync.tag]), at: Self.now)
        #expect(try Self.replica(gone).tags.map(\.key) == ["own"])
        // What was kept in step stays as it is.
        #expect(try Self.replica(gone).policy == key.policy)
    }

    @Test("a policy is the primary key's at once, and with each change")
    func policy() throws {
        let key = try Self.key("policy")
        #expect(try Self.replica(key).policy == key.policy)
        #expect(try Self.replica(key.applying(.policy("new"), at: Self.now)).policy == "new")
        let later = try Self.key().applying(.tag([Self.tag("policy")]), at: Self.now)
        #expect(try Self.replica(later).policy == key.policy)
    }

    @Test("tags are the primary key's at once, and with each change")
    func tags() throws {
        let key = try Self.key("tags")
        #expect(try Self.replica(key).tags == key.tags)
        #expect(try Self.replica(key.applying(.untag(["team"]), at: Self.now)).tags == [Self.tag("tags")])
        #expect(try Self.replica(key).policy == "own")
    }

    @Test("a description and a state are never kept in step")
    func never() throws {
        let key = try Self.key("aliases policy tags").applying(.disable, at: Self.now)
            .applying(.describe("new"), at: Self.now)
        let replica = try Self.replica(key)
        #expect(replica.state == .enabled && replica.keyDescription.isEmpty)
    }

    @Test(
        "what is kept in step is not changed at a replica",
        arguments: [
            ("policy", .policy("x"), false), ("policy", .tag([other]), true), ("policy", .untag(["own"]), true),
            ("tags", .policy("x"), true), ("tags", .tag([other]), false), ("tags", .untag(["team"]), false),
            ("aliases", .policy("x"), true), ("aliases", .tag([other]), true),
            // The tag itself is the primary key's, whatever it says.
            ("aliases", .tag([tag("tags")]), false), ("aliases", .untag([KeySync.tag]), false),
            ("tags", .disable, true), ("tags", .describe("x"), true),
        ] as [(String, KeyChange, Bool)])
    func refused(sync: String, change: KeyChange, isAllowed: Bool) throws {
        let key = try Self.key(sync)
        if isAllowed {
            #expect(throws: Never.self) { try key.applying(change, in: "us-east-1", at: Self.now) }
        } else {
            #expect(throws: KeyMapError(.invalidState, "")) { try key.applying(change, in: "us-east-1", at: Self.now) }
        }
        #expect(throws: Never.self) { try key.applying(change, in: "eu-west-1", at: Self.now) }
    }

    @Test("a replica without it cannot begin with it")
    func begun() throws {
        #expect(throws: KeyMapError(.invalidState, "")) {
            try Self.key().applying(.tag([Self.tag("tags")]), in: "us-east-1", at: Self.now)
        }
    }

    @Test("a new primary key goes on with it")
    func promoted() throws {
        let moved = try Self.key("policy").promoting("us-east-1").applying(.policy("new"), at: Self.now)
        #expect(moved.region == "us-east-1" && moved.seen(in: "eu-west-1")?.policy == "new")
    }

    @Test("a replica with 50 tags of its own has no room for it")
    func limit() throws {
        let full = try SampleRecords.key(SampleRecords.multiRegionID, tags: []).replicating(
            SampleRecords.replication("us-east-1", tags: (0..<50).map { KeyRecord.Tag(key: "\($0)", value: "") }),
            at: Self.now)
        #expect(throws: KeyMapError(.limitExceeded, "")) {
            try full.applying(.tag([Self.tag("policy")]), at: Self.now)
        }
        #expect(throws: Never.self) { try full.applying(.tag([Self.tag("tags")]), at: Self.now) }
    }
}
