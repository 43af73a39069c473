import Custodian
import CustodianContract
import Hub
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("The life of a key in the hub")
struct DeletionTests {
    private static let alias = AliasName(account: "000000000000", region: "eu-west-1", name: "alias/a")

    private static func grant(_ digit: String, on key: KeyRecord) throws -> GrantRecord {
        GrantRecord(
            id: try #require(GrantID(String(repeating: digit, count: 64))), key: key.id, region: key.region,
            account: key.account, name: nil, grantee: "arn:aws:iam::\(key.account):user/a", retiring: nil,
            operations: [.encrypt], constraint: nil, created: key.created)
    }

    @Test("custodians obey a change before the call that made it returns")
    func readYourWrites() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation())
            for _ in 0..<3 {
                _ = try await fleet.hub.changeKey(key.id, .disable)
                for index in 1...3 { #expect(try await !fleet.canEvaluate(key, at: index)) }
                _ = try await fleet.hub.changeKey(key.id, .enable)
                for index in 1...3 { #expect(try await fleet.canEvaluate(key, at: index)) }
            }
        }
    }

    @Test(
        "a key whose waiting period has passed is gone with its aliases and grants, and its shares are erased everywhere"
    )
    func deletion() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation())
            let other = try await fleet.hub.createKey(fleet.creation())
            try await fleet.hub.createAlias(Self.alias, target: key.id)
            let (doomed, kept) = (try Self.grant("1", on: key), try Self.grant("2", on: other))
            for grant in [doomed, kept] { try await fleet.hub.createGrant(grant) }
            _ = try await fleet.hub.changeKey(key.id, .scheduleDeletion(days: 7))
            await #expect(throws: KeyMapError(.invalidState, "")) {
                try await fleet.hub.createGrant(try Self.grant("3", on: key))
            }
            fleet.fleet.time.advance(seconds: 7 * 86_400 - 1)
            #expect(try await fleet.hub.deleteExpiredKeys() == 0)
            #expect(fleet.hub.replica.key(key.id) != nil)
            fleet.fleet.time.advance(seconds: 1)
            #expect(try await fleet.hub.deleteExpiredKeys() == 1)
            #expect(fleet.hub.replica.allKeys.map(\.id) == [other.id])
            #expect(fleet.hub.replica.alias(Self.alias) == nil)
            #expect(fleet.hub.replica.grant(doomed.id) == nil)
            #expect(fleet.hub.replica.grant(kept.id) == kept)
            for seat in fleet.fleet.seats { #expect(seat.storage.shares.map(\.name.key) == [other.id]) }
            #expect(try await fleet.hub.deleteExpiredKeys() == 0)
        }
    }

    @Test("what replicas could not read is no part of the key map, whatever a gateway asks for")
    func unreadable() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation())
            let head = fleet.hub.replica.head
            let changes: [KeyChange] = [
                .tag([KeyRecord.Tag(key: String(repeating: "k", count: 1_025), value: "")]),
                .tag([KeyRecord.Tag(key: "k", value: String(repeating: "v", count: 2_049))]),
                .describe(String(repeating: "d", count: 1 << 17)), .policy(String(repeating: "p", count: 3 << 20)),
            ]
            for change in changes {
                await #expect(throws: KeyMapError(.limitExceeded, "")) {
                    try await fleet.hub.changeKey(key.id, change)
                }
            }
            #expect(fleet.hub.replica.head == head)
            _ = try await fleet.hub.changeKey(key.id, .disable)
            for index in 1...3 { #expect(try await !fleet.canEvaluate(key, at: index)) }
        }
    }

    @Test("a deletion that was cancelled does not happen")
    func cancelled() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation())
            _ = try await fleet.hub.changeKey(key.id, .scheduleDeletion(days: 7))
            _ = try await fleet.hub.changeKey(key.id, .cancelDeletion)
            fleet.fleet.time.advance(seconds: 30 * 86_400)
            #expect(try await fleet.hub.deleteExpiredKeys() == 0)
            #expect(fleet.hub.replica.key(key.id)?.state == .disabled)
        }
    }

    @Test("aliases are made once, moved and removed; targets must exist")
    func aliases() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation())
            let other = try await fleet.hub.createKey(fleet.creation())
            let nothing = KeyID("nothing")
            await #expect(throws: KeyMapError(.notFound, "")) {
                try await fleet.hub.createAlias(Self.alias, target: nothing)
            }
            await #expect(throws: KeyMapError(.notFound, "")) {
                try await fleet.hub.updateAlias(Self.alias, target: key.id)
            }
            try await fleet.hub.createAlias(Self.alias, target: key.id)
            await #expect(throws: KeyMapError(.alreadyExists, "")) {
                try await fleet.hub.createAlias(Self.alias, target: other.id)
            }
            await #expect(throws: KeyMapError(.notFound, "")) {
                try await fleet.hub.updateAlias(Self.alias, target: nothing)
            }
            fleet.fleet.time.advance(seconds: 5)
            try await fleet.hub.updateAlias(Self.alias, target: other.id)
            let alias = try #require(fleet.hub.replica.alias(Self.alias))
            #expect(alias.target == other.id && alias.updated > alias.created)
            try await fleet.hub.deleteAlias(Self.alias)
            await #expect(throws: KeyMapError(.notFound, "")) { try await fleet.hub.deleteAlias(Self.alias) }
            #expect(fleet.hub.replica.alias(Self.alias) == nil)
        }
    }

    @Test("a change of a key that does not exist, or that its state forbids, changes nothing")
    func refused() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation())
            let head = fleet.hub.replica.head
            await #expect(throws: KeyMapError(.notFound, "")) {
                try await fleet.hub.changeKey(KeyID("nothing"), .disable)
            }
            await #expect(throws: KeyMapError(.invalidState, "")) {
                try await fleet.hub.changeKey(key.id, .cancelDeletion)
            }
            fleet.storage.setBroken(true)
            await #expect(throws: HubError(.storage, "")) { try await fleet.hub.changeKey(key.id, .disable) }
            #expect(fleet.hub.replica.head == head && fleet.hub.replica.key(key.id) == key)
        }
    }

    @Test("a reset leaves no key, no alias and no share")
    func reset() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation())
            try await fleet.hub.createAlias(Self.alias, target: key.id)
            try await fleet.hub.reset()
            #expect(try await fleet.isEmpty())
            #expect(fleet.hub.replica.alias(Self.alias) == nil)
            _ = try await fleet.hub.createKey(fleet.creation())
            #expect(fleet.hub.replica.head.revision == 5)
        }
    }
}
