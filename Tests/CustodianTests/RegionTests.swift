import AuditLog
import Custodian
import CustodianContract
import KeyMap
import KeyMaterial
import SecretSharing
import TestSupport
import Testing

/// Keys of eu-west-1 with a replica in us-east-1.
@Suite("In which region a multi-Region key is used, and whose state counts")
struct RegionTests {
    private static let id = "mrk-1234abcd12ab34cd56ef1234567890ab"
    private static let home = "eu-west-1"
    private static let there = "us-east-1"

    /// What a custodian does with a key of each protocol.
    static let uses: [(KeySpec, ShareUse.Action)] = [
        (
            .symmetricDefault,
            .evaluatePRF(
                contextDigest: [UInt8](repeating: 3, count: 32), alpha: [UInt8](repeating: 4, count: 32),
                withProof: true)
        ),
        (.ed25519, .commitNonces(.ed25519, count: 1)),
        (.hmac256, .perform(.generateMAC(message: [1, 2, 3]))),
    ]

    private static func fleet(_ spec: KeySpec, id: String = id) async throws -> (TestFleet, KeyRecord) {
        let fleet = try await TestFleet(Threshold(quorum: 2, of: 3))
        return (fleet, try await fleet.createKey(spec, id: id))
    }

    private static func use(_ fleet: TestFleet, _ use: ShareUse) async throws -> Refusal.Code? {
        try await fleet.custodian(1).use(use, gateway: TestFleet.gateway).refusal
    }

    @Test("a key is used in the regions where it is enabled, and in no other", arguments: uses)
    func states(spec: KeySpec, action: ShareUse.Action) async throws {
        let (fleet, key) = try await Self.fleet(spec)
        let replica = try await fleet.replicate(key, to: Self.there)
        #expect(try await Self.use(fleet, ShareUse(key, action)) == nil)
        #expect(try await Self.use(fleet, ShareUse(replica, action)) == nil)
        try await fleet.change(key.id, .disable, in: Self.there)
        #expect(try await Self.use(fleet, ShareUse(key, action)) == nil)
        #expect(try await Self.use(fleet, ShareUse(replica, action)) == .forbidden)
        try await fleet.change(key.id, .enable, in: Self.there)
        for change in [KeyChange.disable, .scheduleDeletion(days: 7)] {
            try await fleet.change(key.id, change)
            #expect(try await Self.use(fleet, ShareUse(key, action)) == .forbidden)
            #expect(try await Self.use(fleet, ShareUse(key, region: "", action)) == .forbidden)
            #expect(try await Self.use(fleet, ShareUse(replica, action)) == nil)
        }
    }

    @Test("a key is not used where it is not", arguments: uses)
    func elsewhere(spec: KeySpec, action: ShareUse.Action) async throws {
        let (fleet, key) = try await Self.fleet(spec)
        #expect(try await Self.use(fleet, ShareUse(key, region: Self.there, action)) == .forbidden)
        #expect(try await Self.use(fleet, ShareUse(key, region: Self.home, action)) == nil)
        let (single, other) = try await Self.fleet(spec, id: "11111111-2222-4333-8444-555555555555")
        #expect(try await Self.use(single, ShareUse(other, region: Self.there, action)) == .forbidden)
        #expect(try await Self.use(single, ShareUse(other, action)) == nil)
    }

    @Test("the record of a use says in which region it was, also where it was refused")
    func audit() async throws {
        let (fleet, key) = try await Self.fleet(.hmac256)
        let replica = try await fleet.replicate(key, to: Self.there)
        let mac = ShareUse.Action.perform(.generateMAC(message: [1]))
        _ = try await Self.use(fleet, ShareUse(replica, mac))
        _ = try await Self.use(fleet, ShareUse(key, mac))
        try await fleet.change(key.id, .disable, in: Self.there)
        _ = try await Self.use(fleet, ShareUse(replica, mac))
        let uses = fleet.seat(1).audit.records.filter { $0.name == "RebuildKey" }
        #expect(uses.map(\.region) == [Self.there, Self.home, Self.there])
        #expect(uses.map(\.errorCode) == [nil, nil, "forbidden"])
        let releases = fleet.seats.flatMap(\.audit.records).filter { $0.name == "ReleaseShare" }
        #expect(releases.map(\.region).sorted() == [Self.home, Self.home, Self.there, Self.there])
    }

    @Test("a share is released for a region where the key is enabled, whatever the requester and the hub believe")
    func release() async throws {
        let fleet = try await ReleaseFleet(id: Self.id)
        let elsewhere = try fleet.sign(await fleet.permit(region: Self.there))
        #expect(try await fleet.refusal(elsewhere) == .unknownShare)
        _ = try await fleet.fleet.replicate(fleet.key, to: Self.there)
        try await fleet.fleet.change(fleet.key.id, .disable)
        for region in ["", Self.home] {
            #expect(try await fleet.refusal(fleet.sign(await fleet.permit(region: region))) == .forbidden)
        }
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit(region: Self.there))) == nil)
    }
}
