import Custodian
import CustodianContract
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("A custodian follows the signed key map and believes nobody else")
struct KeyMapFollowingTests {
    private static let evaluate = ShareUse.Action.evaluatePRF(
        contextDigest: [UInt8](repeating: 1, count: 32), alpha: [UInt8](repeating: 2, count: 32), withProof: false)

    private func fleet() async throws -> TestFleet {
        try await TestFleet(Threshold(quorum: 2, of: 3))
    }

    private func isUsable(_ key: KeyRecord, _ fleet: TestFleet) async throws -> Bool {
        guard case .partial = try await fleet.custodian(1).use(ShareUse(key, Self.evaluate), gateway: "g") else {
            return false
        }
        return true
    }

    @Test("a change that the hub did not sign, that does not follow or came before is refused, and changes nothing")
    func refusedChanges() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        let custodian = try fleet.custodian(1)
        let known = fleet.replica.head
        let stranger = try KeyMapAuthor(Seed(99))
        let removal = KeyMapChange(
            revision: known.revision + 1, previous: known.hash, name: .key(key.id), value: .removed)
        await #expect(throws: KeyMapError(.badSignature, "")) { try await custodian.apply([stranger.sign(removal)]) }
        let next = try fleet.write(.key(key.id), .removed)
        let gap = try fleet.write(.key(KeyID("other")), .removed)
        await #expect(throws: KeyMapError(.fork, "")) { try await custodian.apply([gap]) }
        #expect(try await isUsable(key, fleet))
        #expect(try await custodian.apply([next, gap]) == known.revision + 2)
        await #expect(throws: KeyMapError(.rollback, "")) { try await custodian.apply([next]) }
        #expect(try await !isUsable(key, fleet))
    }

    @Test("a hub that was rolled back is refused, also after a restart")
    func rollback() async throws {
        let fleet = try await fleet()
        let (oldSnapshot, oldHead) = try fleet.current()
        let key = try await fleet.createKey(.symmetricDefault)
        try await fleet.change(key.id, .disable)
        for isRestarted in [false, true] {
            if isRestarted { try await fleet.start(fleet.seat(1)) }
            let custodian = try fleet.custodian(1)
            await #expect(throws: KeyMapError(.rollback, "")) {
                try await custodian.install(snapshot: oldSnapshot, head: oldHead)
            }
            #expect(try await !isUsable(key, fleet))
        }
    }

    @Test("a hub that was rolled back and has gone on from there is refused, and erases nothing")
    func rollbackAndOn() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        let custodian = try fleet.custodian(1)
        let known = try await custodian.knownHead()
        var other = try KeyMapAuthor()
        for _ in 0...known.revision { try other.write(.key(KeyID("other")), .removed) }
        let past = KeyMapHead(revision: known.revision, hash: [UInt8](repeating: 1, count: 32))
        let head = try other.head(after: past)
        await #expect(throws: KeyMapError(.fork, "")) {
            try await custodian.install(snapshot: other.state.snapshot, head: head)
        }
        #expect(try await isUsable(key, fleet))
    }

    @Test("another history at the revision that was seen is refused")
    func fork() async throws {
        let fleet = try await fleet()
        try await fleet.publish(.key(KeyID("one")), .removed)
        var other = try KeyMapAuthor()
        try other.write(.key(KeyID("two")), .removed)
        let (snapshot, head) = (other.state.snapshot, try other.head())
        let custodian = try fleet.custodian(1)
        await #expect(throws: KeyMapError(.fork, "")) { try await custodian.install(snapshot: snapshot, head: head) }
    }

    @Test("a snapshot that lacks a record is refused")
    func truncatedSnapshot() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        let (snapshot, head) = try fleet.current()
        let custodian = try fleet.custodian(1)
        await #expect(throws: KeyMapError(.malformed, "")) {
            try await custodian.install(snapshot: Array(snapshot.dropLast()), head: head)
        }
        #expect(try await isUsable(key, fleet))
    }

    @Test("a key whose committee did not certify it is not believed, on the hub's word alone")
    func uncertified() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault, id: "honest")
        let shard = key.current.shards[0]
        let forged = KeyShard(
            number: 1, threshold: shard.threshold, epoch: shard.epoch, committee: shard.committee,
            commitments: shard.commitments.reversed(), certificate: shard.certificate)
        let record = KeyRecord(
            id: KeyID("forged"), account: key.account, region: key.region, spec: key.spec, created: key.created,
            keyDescription: "", policy: "", tags: [], creationToken: nil,
            first: KeyVersion(number: .first, created: key.created, shards: [forged]))
        let change = try fleet.write(.key(record.id), .key(record))
        let custodian = try fleet.custodian(1)
        await #expect(throws: KeyMapError(.badSignature, "")) { try await custodian.apply([change]) }
        let (snapshot, head) = try fleet.current(after: try await custodian.knownHead())
        await #expect(throws: KeyMapError(.badSignature, "")) {
            try await custodian.install(snapshot: snapshot, head: head)
        }
    }

    @Test(
        "shares of a key that is gone from the map are erased, in memory and on disk, by change or by snapshot",
        arguments: [true, false])
    func deletion(byChange: Bool) async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault, id: "gone")
        let other = try await fleet.createKey(.symmetricDefault, id: "stays")
        let custodian = try fleet.custodian(1)
        let change = try fleet.write(.key(key.id), .removed)
        if byChange {
            _ = try await custodian.apply([change])
        } else {
            let (snapshot, head) = try fleet.current(after: try await custodian.knownHead())
            _ = try await custodian.install(snapshot: snapshot, head: head)
        }
        #expect(fleet.seat(1).storage.shares.map(\.name.key) == [other.id])
        #expect(try await !isUsable(key, fleet))
        #expect(try await isUsable(other, fleet))
        #expect(await custodian.describe().shares == 1)
    }

    @Test("a hub cannot have a deleted key's shares back by naming the key again")
    func resurrection() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        try await fleet.publish(.key(key.id), .removed)
        try await fleet.publish(.key(key.id), .key(key))
        #expect(try await !isUsable(key, fleet))
        try await fleet.start(fleet.seat(1))
        #expect(try await !isUsable(key, fleet))
    }
}
