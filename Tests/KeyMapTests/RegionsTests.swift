import ByteCoding
import KeyMap
import TestSupport
import Testing

@Suite("A key in several regions")
struct RegionsTests {
    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let day = 86_400.0
    private static let regions = ["eu-west-1", "eu-central-1", "us-east-1"]

    private static func later(_ days: Double) -> Timestamp { Timestamp(seconds: now.seconds + days * day) }

    /// Primary in eu-west-1, replicas in eu-central-1 and us-east-1.
    private static func key(state: KeyState = .enabled) throws -> KeyRecord {
        let key = try SampleRecords.key(SampleRecords.multiRegionID, tags: [])
            .replicating(SampleRecords.replication("us-east-1", "far"), at: now)
            .replicating(SampleRecords.replication("eu-central-1", "near"), at: now)
        return state == .enabled ? key : try key.applying(.disable, at: now)
    }

    private static func states(_ key: KeyRecord) -> [KeyState?] { regions.map { key.seen(in: $0)?.state } }

    @Test("a key is seen in a region with what it has of its own there, and with the same material")
    func views() throws {
        let key = try Self.key()
        let near = try #require(key.seen(in: "eu-central-1"))
        #expect(near.region == "eu-central-1" && near.keyDescription == "near" && near.policy == "{}")
        #expect(near.arn == "arn:aws:kms:eu-central-1:000000000000:key/mrk-1234abcd12ab34cd56ef1234567890ab")
        #expect(near.created == Self.now && key.created == SampleRecords.created)
        #expect(near.versions == key.versions && near.id == key.id && !near.isPrimary && key.isPrimary)
        #expect(key.seen(in: "eu-west-3") == nil)
        #expect(key.seen(in: "") == key && near.seen(in: "") == near)
        for region in Self.regions {
            let seen = try #require(key.seen(in: region))
            #expect(seen.whole == key && seen.primaryRegion == "eu-west-1")
            #expect(seen.replicaRegions == ["eu-central-1", "us-east-1"])
            #expect(seen.inEveryRegion.map(\.region) == Self.regions)
            // A view that is stored by mistake is the record all the same.
            #expect(seen.encoded == key.encoded)
        }
    }

    @Test("a key of one region is itself in it and nowhere else")
    func oneRegion() throws {
        let key = try SampleRecords.key()
        #expect(!key.isMultiRegion && key.isPrimary && key.replicaRegions.isEmpty && key.inEveryRegion == [key])
        #expect(key.seen(in: "eu-west-1") == key && key.seen(in: "us-east-1") == nil)
        #expect(throws: KeyMapError(.notFound, "")) { try key.applying(.disable, in: "us-east-1", at: Self.now) }
    }

    @Test("what is changed in a region is changed there alone", arguments: regions)
    func independence(region: String) throws {
        let key = try Self.key()
        let changed =
            try key
            .applying(.describe("new"), in: region, at: Self.now).applying(.policy("[]"), in: region, at: Self.now)
            .applying(.tag([KeyRecord.Tag(key: "t", value: "v")]), in: region, at: Self.now)
            .applying(.disable, in: region, at: Self.now)
        for other in Self.regions {
            let before = try #require(key.seen(in: other))
            let after = try #require(changed.seen(in: other))
            #expect((after.here == before.here) == (other != region))
            #expect(after.versions == before.versions && after.primaryRegion == before.primaryRegion)
        }
        let seen = try #require(changed.seen(in: region))
        #expect(seen.keyDescription == "new" && seen.policy == "[]" && seen.state == .disabled)
        #expect(seen.tags.map(\.key) == ["t"])
    }

    @Test("a key is replicated where it is not, once, if it is an enabled multi-Region key")
    func replicating() throws {
        let key = try Self.key()
        for region in Self.regions {
            #expect(throws: KeyMapError(.alreadyExists, "")) {
                try key.replicating(SampleRecords.replication(region), at: Self.now)
            }
        }
        let elsewhere = SampleRecords.replication("ap-south-1")
        #expect(try key.replicating(elsewhere, at: Self.now).replicaRegions.count == 3)
        for refused in [
            try SampleRecords.key(), try Self.key(state: .disabled),
            try key.applying(.scheduleDeletion(days: 7), at: Self.now),
        ] {
            #expect(throws: KeyMapError(.invalidState, "")) { try refused.replicating(elsewhere, at: Self.now) }
        }
        let crowded = SampleRecords.replication(
            "ap-south-1", tags: (0...50).map { KeyRecord.Tag(key: "\($0)", value: "") })
        #expect(throws: KeyMapError(.limitExceeded, "")) { try key.replicating(crowded, at: Self.now) }
    }

    @Test("a key is in 32 regions at most, and such a key can be read again")
    func regionLimit() throws {
        var key = try SampleRecords.key(SampleRecords.multiRegionID)
        for number in 1..<32 { key = try key.replicating(SampleRecords.replication("xx-\(number)"), at: Self.now) }
        #expect(try KeyRecord(decoding: key.encoded) == key)
        #expect(key.inEveryRegion.count == KeyRecord.regionLimit)
        #expect(throws: KeyMapError(.limitExceeded, "")) {
            try key.replicating(SampleRecords.replication("one-more-1"), at: Self.now)
        }
    }

    @Test("the primary region moves to a replica, and everything else stays where it was")
    func promoting() throws {
        let key = try Self.key()
        let moved = try key.promoting("us-east-1")
        #expect(
            moved.region == "us-east-1" && moved.isPrimary && moved.replicaRegions == ["eu-central-1", "eu-west-1"])
        for region in Self.regions { #expect(moved.seen(in: region)?.here == key.seen(in: region)?.here) }
        #expect(try KeyRecord(decoding: moved.encoded) == moved)
        #expect(try moved.promoting("eu-west-1") == key)
        #expect(throws: KeyMapError(.notFound, "")) { try key.promoting("ap-south-1") }
        for region in ["eu-west-1", "us-east-1"] {
            let disabled = try key.applying(.disable, in: region, at: Self.now)
            #expect(throws: KeyMapError(.invalidState, "")) { try disabled.promoting("us-east-1") }
        }
    }

    @Test("a primary key's waiting period begins when its last replica is gone")
    func deletion() throws {
        var key = try Self.key().applying(.scheduleDeletion(days: 7), at: Self.now)
        #expect(Self.states(key) == [.pendingReplicaDeletion(days: 7), .enabled, .enabled])
        #expect(key.deletingDue(at: Self.later(100)) == key)
        key = try key.applying(.scheduleDeletion(days: 7), in: "us-east-1", at: Self.later(1))
            .applying(.scheduleDeletion(days: 8), in: "eu-central-1", at: Self.later(1))
        #expect(key.deletingDue(at: Self.later(7.9)) == key)
        key = try #require(key.deletingDue(at: Self.later(8)))
        #expect(Self.states(key) == [.pendingReplicaDeletion(days: 7), .pendingDeletion(Self.later(9)), nil])
        key = try #require(key.deletingDue(at: Self.later(20)))
        #expect(Self.states(key) == [.pendingDeletion(Self.later(27)), nil, nil])
        #expect(key.deletingDue(at: Self.later(26.9)) == key)
        #expect(key.deletingDue(at: Self.later(27)) == nil)
    }

    @Test("replicas go alone, and leave an enabled primary key enabled")
    func replicaDeletion() throws {
        var key = try Self.key()
        for region in ["us-east-1", "eu-central-1"] {
            key = try key.applying(.scheduleDeletion(days: 7), in: region, at: Self.now)
        }
        #expect(key.deletingDue(at: Self.later(6)) == key)
        let left = try #require(key.deletingDue(at: Self.later(7)))
        #expect(Self.states(left) == [.enabled, nil, nil])
        #expect(left.encoded[0] == 1, "what has no replica any more needs the later format no longer")
        #expect(try left.replicating(SampleRecords.replication("us-east-1"), at: Self.now).replicaRegions.count == 1)
    }

    @Test("while it waits for its replicas a primary key is as good as pending deletion")
    func waiting() throws {
        let waiting = try Self.key().applying(.scheduleDeletion(days: 7), at: Self.now)
        #expect(waiting.state.name == "PendingReplicaDeletion" && waiting.state.isPendingDeletion)
        for change in [KeyChange.enable, .disable, .scheduleDeletion(days: 7), .describe("x"), .tag([]), .untag([])] {
            #expect(throws: KeyMapError(.invalidState, "")) { try waiting.applying(change, at: Self.now) }
            // The replicas do not wait.
            #expect(throws: Never.self) { try waiting.applying(change, in: "us-east-1", at: Self.now) }
        }
        #expect(try waiting.applying(.policy("[]"), at: Self.now).policy == "[]")
        #expect(try waiting.applying(.cancelDeletion, at: Self.now).state == .disabled)
        #expect(throws: KeyMapError(.invalidState, "")) { try waiting.promoting("us-east-1") }
    }

    @Test("a replica's list lists the keys of a region as they are there")
    func replicaOfTheMap() throws {
        var author = try KeyMapAuthor()
        let replica = KeyMapReplica(members: FleetMembers(custodians: []), hubKey: author.hubKey) { _, _ in }
        let key = try Self.key()
        try replica.apply(try author.write(key))
        try replica.apply(try author.write(try SampleRecords.key()))
        #expect(replica.keys(account: "000000000000", region: "eu-west-1").count == 2)
        #expect(replica.keys(account: "000000000000", region: "us-east-1").map(\.keyDescription) == ["far"])
        #expect(replica.keys(account: "111111111111", region: "us-east-1").isEmpty)
        #expect(replica.key(key.id, in: "us-east-1")?.keyDescription == "far")
        #expect(replica.key(key.id, in: "ap-south-1") == nil && replica.key(key.id, in: "") == key)
        #expect(replica.key(SampleRecords.keyID, in: "us-east-1") == nil)
    }
}
