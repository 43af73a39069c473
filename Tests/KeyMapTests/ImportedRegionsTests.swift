import ByteCoding
import KeyMap
import TestSupport
import Testing

@Suite("Imported material in several regions")
struct ImportedRegionsTests {
    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let home = "eu-west-1"
    private static let there = "us-east-1"

    private static func later(_ seconds: Double) -> Timestamp { Timestamp(seconds: now.seconds + seconds) }

    private static func material(_ number: UInt8 = 1, by maker: String = "custodian-1") -> WrappedMaterial {
        WrappedMaterial(
            maker: CustodianID(maker), publicKey: [], fingerprint: [UInt8](repeating: number, count: 32), sealed: [3],
            signatures: [[UInt8](repeating: 4, count: 64)])
    }

    /// A key with material in its primary region, and a replica that waits for it.
    private static func key(expires: Timestamp? = nil) throws -> KeyRecord {
        try KeyRecord(
            id: SampleRecords.multiRegionID, account: "000000000000", region: home, spec: .hmac256, custody: .quorum,
            origin: .external, created: now, state: .pendingImport, keyDescription: "", policy: "{}", tags: [],
            creationToken: nil, first: SampleRecords.version()
        )
        .applying(.importMaterial(material(), expires: expires), at: now)
        .replicating(SampleRecords.replication(there), at: now)
    }

    private static func states(_ key: KeyRecord) -> [KeyState?] { [home, there].map { key.seen(in: $0)?.state } }

    @Test("a replica waits for its material, and takes the same alone")
    func waiting() throws {
        let key = try Self.key()
        #expect(Self.states(key) == [.enabled, .pendingImport])
        #expect(throws: KeyMapError(.invalidState, "")) {
            try key.applying(.importMaterial(Self.material(2), expires: nil), in: Self.there, at: Self.now)
        }
        #expect(throws: KeyMapError(.invalidState, "")) { try key.applying(.enable, in: Self.there, at: Self.now) }
        #expect(throws: KeyMapError(.invalidState, "")) { try key.promoting(Self.there) }
        let whole = try key.applying(.importMaterial(Self.material(), expires: nil), in: Self.there, at: Self.now)
        #expect(Self.states(whole) == [.enabled, .enabled])
        #expect(try KeyRecord(decoding: whole.encoded) == whole)
        #expect(try KeyRecord(decoding: key.encoded) == key)
        #expect(whole.encoded != key.encoded)
    }

    @Test("a key that waits for its own material is not replicated")
    func unborn() throws {
        let waiting = try Self.key().applying(.deleteMaterial, at: Self.now)
        #expect(throws: KeyMapError(.invalidState, "")) {
            try waiting.replicating(SampleRecords.replication("ap-south-1"), at: Self.now)
        }
    }

    @Test("what one region imports again is not put in the place of what another uses")
    func kept() throws {
        let again = Self.material(by: "custodian-2")
        let key = try Self.key().applying(.importMaterial(again, expires: nil), in: Self.there, at: Self.now)
        #expect(key.current.material == Self.material())
        let moved = try key.applying(.deleteMaterial, at: Self.now).applying(
            .deleteMaterial, in: Self.there, at: Self.now)
        #expect(try moved.applying(.importMaterial(again, expires: nil), at: Self.now).current.material == again)
    }

    @Test("material is deleted in one region, and gone with the last", arguments: [[home, there], [there, home]])
    func deletion(order: [String]) throws {
        let key = try Self.key().applying(.importMaterial(Self.material(), expires: nil), in: Self.there, at: Self.now)
        let first = try key.applying(.deleteMaterial, in: order[0], at: Self.now)
        #expect(first.seen(in: order[0])?.state == .pendingImport && first.seen(in: order[1])?.state == .enabled)
        #expect(first.current.material == Self.material())
        let second = try first.applying(.deleteMaterial, in: order[1], at: Self.now)
        #expect(second.current.material == nil && second.importedFingerprint == Self.material().fingerprint)
        #expect(try KeyRecord(decoding: first.encoded) == first)
        #expect(try KeyRecord(decoding: second.encoded) == second)
    }

    @Test("material expires in each region by its own date")
    func expiry() throws {
        let key = try Self.key(expires: Self.later(10))
            .applying(.importMaterial(Self.material(), expires: Self.later(20)), in: Self.there, at: Self.now)
        #expect(try KeyRecord(decoding: key.encoded) == key)
        for (seconds, states) in [
            (9, [.enabled, .enabled]), (10, [.pendingImport, .enabled]), (20, [.pendingImport, .pendingImport]),
        ] as [(Double, [KeyState?])] {
            let seen = [Self.home, Self.there].map { key.seen(in: $0)?.settled(at: Self.later(seconds)).state }
            #expect(seen == states)
            let left = key.removingExpiredMaterial(at: Self.later(seconds))
            #expect(Self.states(left) == states)
            #expect((left.current.material == nil) == (seconds == 20))
            #expect((left == key) == (seconds == 9))
        }
    }

    @Test("a cancelled deletion leaves a region as its material is there, and a deleted replica takes its own along")
    func cancelled() throws {
        let key = try Self.key().applying(.scheduleDeletion(days: 7), in: Self.there, at: Self.now)
        #expect(Self.states(try key.applying(.cancelDeletion, in: Self.there, at: Self.now))[1] == .pendingImport)
        let only = try Self.key().applying(.importMaterial(Self.material(), expires: nil), in: Self.there, at: Self.now)
            .applying(.deleteMaterial, at: Self.now).applying(.scheduleDeletion(days: 7), in: Self.there, at: Self.now)
        let left = try #require(only.deletingDue(at: Self.later(7 * 86_400)))
        #expect(left.current.material == nil && left.state == .pendingImport && left.replicaRegions.isEmpty)
        #expect(try KeyRecord(decoding: left.encoded) == left)
    }
}
