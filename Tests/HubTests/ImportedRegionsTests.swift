import Custodian
import CustodianContract
import Hub
import KeyMap
import TestSupport
import Testing

/// The hub's part of imports: what is certified, and in which region it counts. The material itself is nobody's here.
@Suite("Imported material that each region brings along by itself")
struct ImportedRegionsTests {
    private static let home = "eu-west-1"
    private static let there = "us-east-1"

    /// A key of origin EXTERNAL with material in its primary region, replicated.
    private static func makeKey(_ fleet: HubFleet, expires: Timestamp? = nil) async throws -> KeyRecord {
        let key = try await fleet.hub.createKey(
            KeyCreation(
                account: "000000000000", region: home, spec: .hmac256, custody: .quorum, origin: .external,
                keyDescription: "", policy: "{}", tags: [], token: nil, isMultiRegion: true))
        #expect(key.state == .pendingImport)
        let imported = try await importing(fleet, key, in: home, expires: expires)
        #expect(imported.state == .enabled)
        let replication = KeyReplication(region: there, keyDescription: "", policy: "{}", tags: [])
        let replicated = try await fleet.hub.replicateKey(key.id, replication)
        #expect(replicated.seen(in: there)?.state == .pendingImport)
        return key
    }

    /// Brings in material that the first custodian says it has unwrapped.
    @discardableResult
    private static func importing(
        _ fleet: HubFleet, _ key: KeyRecord, in region: String, number: UInt8 = 1, expires: Timestamp? = nil
    ) async throws -> KeyRecord {
        let maker = fleet.fleet.seat(1).identity
        let material = WrappedMaterial(
            maker: maker.custodian, publicKey: [], fingerprint: [UInt8](repeating: number, count: 32), sealed: [number],
            signatures: [])
        let statement = WrappedMaterial.statement(
            fleet: TestFleet.name, key: key.id, version: .first, spec: key.spec,
            secret: key.current.shards[0].publicKey, material: material)
        return try await fleet.hub.importMaterial(
            key.id, material.signed([try maker.sign(statement)]), expires: expires, in: region)
    }

    private static func states(_ fleet: HubFleet, _ key: KeyRecord) -> [KeyState?] {
        [home, there].map { fleet.hub.replica.key(key.id, in: $0)?.state }
    }

    @Test("a replica is enabled by the same material, and by no other")
    func replica() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await Self.makeKey(fleet)
            await #expect(throws: HubError(.ceremonyFailed, "")) {
                try await Self.importing(fleet, key, in: Self.there, number: 2)
            }
            await #expect(throws: KeyMapError(.notFound, "")) {
                try await Self.importing(fleet, key, in: "ap-south-1")
            }
            #expect(Self.states(fleet, key) == [.enabled, .pendingImport])
            let imported = try await Self.importing(fleet, key, in: Self.there)
            #expect(imported.seen(in: Self.there)?.state == .enabled)
        }
    }

    @Test("material is taken out of the map with its last region, each at its own date")
    func expiry() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let now = fleet.fleet.time.now
            let key = try await Self.makeKey(fleet, expires: Timestamp(seconds: now.seconds + 10))
            try await Self.importing(fleet, key, in: Self.there, expires: Timestamp(seconds: now.seconds + 20))
            let head = fleet.hub.replica.head
            try await fleet.hub.removeExpiredMaterial()
            #expect(fleet.hub.replica.head == head)
            fleet.fleet.time.advance(seconds: 10)
            try await fleet.hub.removeExpiredMaterial()
            #expect(Self.states(fleet, key) == [.pendingImport, .enabled])
            #expect(fleet.hub.replica.key(key.id)?.current.material != nil)
            fleet.fleet.time.advance(seconds: 10)
            try await fleet.hub.removeExpiredMaterial()
            #expect(Self.states(fleet, key) == [.pendingImport, .pendingImport])
            #expect(fleet.hub.replica.key(key.id)?.current.material == nil)
        }
    }

    @Test("a replica imports while its primary key waits for deletion, and not once all regions do")
    func waiting() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await Self.makeKey(fleet)
            _ = try await fleet.hub.changeKey(key.id, .scheduleDeletion(days: 7))
            try await Self.importing(fleet, key, in: Self.there)
            #expect(Self.states(fleet, key) == [.pendingReplicaDeletion(days: 7), .enabled])
            _ = try await fleet.hub.changeKey(key.id, .scheduleDeletion(days: 7), in: Self.there)
            await #expect(throws: HubError(.ceremonyFailed, "")) {
                try await Self.importing(fleet, key, in: Self.there)
            }
        }
    }
}
