import Custodian
import CustodianContract
import Hub
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("Multi-Region keys in the hub")
struct MultiRegionTests {
    private static let home = "eu-west-1"
    private static let there = "eu-central-1"
    private static let far = "us-east-1"

    private static func alias(_ name: String, in region: String) -> AliasName {
        AliasName(account: "000000000000", region: region, name: "alias/\(name)")
    }

    private static func replication(_ region: String) -> KeyReplication {
        KeyReplication(region: region, keyDescription: region, policy: "{}", tags: [])
    }

    private static func sync(_ words: String) -> KeyChange { .tag([KeyRecord.Tag(key: KeySync.tag, value: words)]) }

    private static func makeKey(_ fleet: HubFleet, sync words: String? = nil) async throws -> KeyRecord {
        let request = fleet.creation()
        let key = try await fleet.hub.createKey(
            KeyCreation(
                account: request.account, region: home, spec: request.spec, keyDescription: "", policy: "{}", tags: [],
                token: nil, isMultiRegion: true))
        if let words { _ = try await fleet.hub.changeKey(key.id, sync(words)) }
        return key
    }

    @Test("custodians use the shares of one key in every region, each by its own state")
    func states() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await Self.makeKey(fleet)
            #expect(key.isMultiRegion && key.id.description.utf8.count == 36)
            let replicated = try await fleet.hub.replicateKey(key.id, Self.replication(Self.there))
            let replica = try #require(replicated.seen(in: Self.there))
            #expect(replicated.region == Self.home && replica.region == Self.there && replica.versions == key.versions)
            let disabled = try await fleet.hub.changeKey(key.id, .disable, in: Self.there)
            #expect(disabled.state == .enabled && disabled.seen(in: Self.there)?.state == .disabled)
            for index in 1...3 {
                #expect(try await fleet.canEvaluate(key, at: index))
                #expect(try await !fleet.canEvaluate(replica, at: index))
            }
            _ = try await fleet.hub.changeKey(key.id, .enable, in: Self.there)
            _ = try await fleet.hub.changeKey(key.id, .disable)
            for index in 1...3 {
                #expect(try await !fleet.canEvaluate(key, at: index))
                #expect(try await fleet.canEvaluate(replica, at: index))
            }
        }
    }

    @Test("a change where the key is not, of a key that is not, or that its state forbids, changes nothing")
    func refused() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await Self.makeKey(fleet)
            let single = try await fleet.hub.createKey(fleet.creation())
            let head = fleet.hub.replica.head
            let nothing = KeyID("nothing")
            await #expect(throws: KeyMapError(.notFound, "")) {
                try await fleet.hub.changeKey(key.id, .disable, in: Self.there)
            }
            await #expect(throws: KeyMapError(.notFound, "")) {
                try await fleet.hub.replicateKey(nothing, Self.replication(Self.there))
            }
            await #expect(throws: KeyMapError(.alreadyExists, "")) {
                try await fleet.hub.replicateKey(key.id, Self.replication(Self.home))
            }
            await #expect(throws: KeyMapError(.invalidState, "")) {
                try await fleet.hub.replicateKey(single.id, Self.replication(Self.there))
            }
            await #expect(throws: KeyMapError(.notFound, "")) {
                try await fleet.hub.updatePrimaryRegion(key.id, to: Self.there)
            }
            await #expect(throws: KeyMapError(.notFound, "")) {
                try await fleet.hub.createAlias(Self.alias("a", in: Self.there), target: key.id)
            }
            #expect(fleet.hub.replica.head == head)
        }
    }

    @Test(
        "a replica that is due goes with its aliases and leaves the shares; the primary key follows after its own wait")
    func deletion() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await Self.makeKey(fleet)
            let hub = fleet.hub
            _ = try await hub.replicateKey(key.id, Self.replication(Self.there))
            for region in [Self.home, Self.there] {
                try await hub.createAlias(Self.alias("a", in: region), target: key.id)
            }
            let waiting = try await hub.changeKey(key.id, .scheduleDeletion(days: 7))
            #expect(waiting.state == .pendingReplicaDeletion(days: 7))
            fleet.fleet.time.advance(seconds: 30 * 86_400)
            #expect(try await hub.deleteExpiredKeys() == 0)
            _ = try await hub.changeKey(key.id, .scheduleDeletion(days: 7), in: Self.there)
            fleet.fleet.time.advance(seconds: 7 * 86_400)
            #expect(try await hub.deleteExpiredKeys() == 1)
            #expect(hub.replica.alias(Self.alias("a", in: Self.there)) == nil)
            #expect(hub.replica.alias(Self.alias("a", in: Self.home))?.target == key.id)
            #expect(hub.replica.key(key.id)?.state == .pendingDeletion(fleet.fleet.time.now.adding(days: 7)))
            for seat in fleet.fleet.seats { #expect(seat.storage.shares.map(\.name.key) == [key.id]) }
            fleet.fleet.time.advance(seconds: 7 * 86_400 - 1)
            #expect(try await hub.deleteExpiredKeys() == 0)
            fleet.fleet.time.advance(seconds: 1)
            #expect(try await hub.deleteExpiredKeys() == 1)
            #expect(hub.replica.allKeys.isEmpty && hub.replica.alias(Self.alias("a", in: Self.home)) == nil)
            for seat in fleet.fleet.seats { #expect(seat.storage.shares.isEmpty) }
        }
    }

    @Test("a primary key can be deleted on its own where another region took its place")
    func handOver() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await Self.makeKey(fleet)
            _ = try await fleet.hub.replicateKey(key.id, Self.replication(Self.there))
            try await fleet.hub.updatePrimaryRegion(key.id, to: Self.there)
            #expect(fleet.hub.replica.key(key.id)?.region == Self.there)
            _ = try await fleet.hub.changeKey(key.id, .scheduleDeletion(days: 7), in: Self.home)
            fleet.fleet.time.advance(seconds: 7 * 86_400)
            #expect(try await fleet.hub.deleteExpiredKeys() == 1)
            let left = try #require(fleet.hub.replica.key(key.id))
            #expect(left.region == Self.there && left.replicaRegions.isEmpty)
            for index in 1...3 { #expect(try await fleet.canEvaluate(left, at: index)) }
        }
    }

    @Test("aliases are made, moved and removed in every region at once, where the tag says so")
    func aliases() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let hub = fleet.hub
            let key = try await Self.makeKey(fleet, sync: "aliases")
            let other = try await hub.createKey(fleet.creation())
            func targets(_ name: String) -> [KeyID?] {
                [Self.home, Self.there, Self.far].map { hub.replica.alias(Self.alias(name, in: $0))?.target }
            }
            try await hub.createAlias(Self.alias("a", in: Self.home), target: key.id)
            #expect(targets("a") == [key.id, nil, nil])
            for region in [Self.there, Self.far] { _ = try await hub.replicateKey(key.id, Self.replication(region)) }
            #expect(targets("a") == [key.id, key.id, key.id])
            try await hub.createAlias(Self.alias("b", in: Self.home), target: key.id)
            #expect(targets("b") == [key.id, key.id, key.id])
            try await hub.updateAlias(Self.alias("b", in: Self.home), target: other.id)
            #expect(targets("b") == [other.id, nil, nil])
            try await hub.updateAlias(Self.alias("b", in: Self.home), target: key.id)
            #expect(targets("b") == [key.id, key.id, key.id])
            try await hub.deleteAlias(Self.alias("a", in: Self.home))
            #expect(targets("a") == [nil, nil, nil])
            try await hub.updatePrimaryRegion(key.id, to: Self.far)
            try await hub.deleteAlias(Self.alias("b", in: Self.far))
            #expect(targets("b") == [nil, nil, nil])
        }
    }

    @Test("aliases of a replica are its own without the tag, and the primary key's with it")
    func aliasesOfReplicas() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let hub = fleet.hub
            let key = try await Self.makeKey(fleet)
            _ = try await hub.replicateKey(key.id, Self.replication(Self.there))
            try await hub.createAlias(Self.alias("own", in: Self.there), target: key.id)
            try await hub.createAlias(Self.alias("shared", in: Self.home), target: key.id)
            #expect(hub.replica.aliases(account: "000000000000", region: Self.there).map(\.name.name) == ["alias/own"])
            _ = try await hub.changeKey(key.id, Self.sync("aliases"))
            let names = { hub.replica.aliases(account: "000000000000", region: Self.there).map(\.name.name) }
            #expect(names() == ["alias/shared"])
            await #expect(throws: KeyMapError(.invalidState, "")) {
                try await hub.createAlias(Self.alias("new", in: Self.there), target: key.id)
            }
            await #expect(throws: KeyMapError(.invalidState, "")) {
                try await hub.deleteAlias(Self.alias("shared", in: Self.there))
            }
            await #expect(throws: KeyMapError(.invalidState, "")) {
                try await hub.updateAlias(Self.alias("shared", in: Self.there), target: key.id)
            }
            #expect(names() == ["alias/shared"])
            _ = try await hub.changeKey(key.id, .untag([KeySync.tag]))
            try await hub.deleteAlias(Self.alias("shared", in: Self.there))
            #expect(names() == [])
            #expect(hub.replica.alias(Self.alias("shared", in: Self.home))?.target == key.id)
        }
    }

    @Test("another key's alias in a replica's region stops what would need its name, and nothing changes")
    func conflict() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let hub = fleet.hub
            let key = try await Self.makeKey(fleet, sync: "aliases")
            let other = try await Self.makeKey(fleet)
            _ = try await hub.replicateKey(other.id, Self.replication(Self.there))
            try await hub.createAlias(Self.alias("a", in: Self.there), target: other.id)
            try await hub.createAlias(Self.alias("a", in: Self.home), target: key.id)
            let head = hub.replica.head
            await #expect(throws: KeyMapError(.invalidState, "")) {
                try await hub.replicateKey(key.id, Self.replication(Self.there))
            }
            _ = try await hub.replicateKey(key.id, Self.replication(Self.far))
            #expect(hub.replica.head.revision == head.revision + 2)
            try await hub.createAlias(Self.alias("b", in: Self.there), target: other.id)
            try await hub.deleteAlias(Self.alias("a", in: Self.home))
            _ = try await hub.replicateKey(key.id, Self.replication(Self.there))
            await #expect(throws: KeyMapError(.invalidState, "")) {
                try await hub.createAlias(Self.alias("b", in: Self.home), target: key.id)
            }
            #expect(hub.replica.alias(Self.alias("b", in: Self.home)) == nil)
            #expect(hub.replica.alias(Self.alias("b", in: Self.far)) == nil)
        }
    }
}
