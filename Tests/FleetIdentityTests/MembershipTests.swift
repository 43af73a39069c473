import Crypto
import FleetIdentity
import KeyMap
import Synchronization
import Testing

@Suite("Membership")
struct MembershipTests {
    private static func next(_ charter: FleetCharter, hubKey: [UInt8]? = nil, fleet: String? = nil) throws
        -> FleetCharter
    {
        try FleetCharter(
            fleet: fleet ?? charter.fleet, revision: charter.revision + 1, issued: charter.issued,
            authority: charter.authority, hubKey: hubKey ?? charter.hubKey, hubs: charter.hubs,
            gateways: charter.gateways, gatewayKeys: charter.gatewayKeys, custodians: charter.custodians,
            leastQuorum: charter.leastQuorum, hubEndpoint: charter.hubEndpoint)
    }

    private static func membership(
        _ fleet: SampleFleet, leastRevision: UInt64 = 0, revision: UInt64 = 1,
        keep: @escaping @Sendable (SignedCharter, FleetCharter) throws -> Void = { _, _ in }
    ) throws -> Membership {
        try Membership(
            fleet.authority.sign(fleet.charter(revision: revision)), rootPublicKey: fleet.authority.rootPublicKey,
            leastRevision: leastRevision, keep: keep)
    }

    @Test("a newer charter is kept and then gone by; the same one again changes nothing")
    func adoption() throws {
        let fleet = try SampleFleet()
        let kept = Mutex<[UInt64]>([])
        let membership = try Self.membership(fleet) { _, charter in kept.withLock { $0.append(charter.revision) } }
        let signed = try fleet.authority.sign(fleet.charter(revision: 3))
        for _ in 0..<2 { try membership.adopt(signed) }
        #expect(membership.charter.revision == 3 && membership.signed == signed)
        #expect(kept.withLock { $0 } == [3])
    }

    @Test(
        "an older charter, another of the same revision, another root's, hub's or fleet's is refused, and changes nothing"
    )
    func refused() throws {
        let fleet = try SampleFleet()
        let other = try SampleFleet()
        let membership = try Self.membership(fleet, revision: 2)
        let charter = membership.charter
        let before = membership.signed
        let stranger = [UInt8](Curve25519.Signing.PrivateKey().publicKey.rawRepresentation)
        let cases: [(SignedCharter, FleetError.Code)] = [
            (try fleet.authority.sign(fleet.charter(revision: 1)), .badDocument),
            (try fleet.authority.sign(fleet.charter(leastQuorum: 3, revision: 2)), .badDocument),
            (try other.authority.sign(other.charter(revision: 9)), .badSignature),
            (try fleet.authority.sign(Self.next(charter, hubKey: stranger)), .badDocument),
        ]
        for (signed, code) in cases {
            #expect(throws: FleetError(code, "")) { try membership.adopt(signed) }
            #expect(membership.signed == before)
        }
    }

    @Test("a charter that was put back on disk is noticed at the start, and one that cannot be kept is not gone by")
    func rollback() throws {
        struct Full: Error {}
        let fleet = try SampleFleet()
        #expect(throws: FleetError(.badDocument, "")) { try Self.membership(fleet, leastRevision: 2) }
        #expect(try Self.membership(fleet, leastRevision: 2, revision: 2).charter.revision == 2)
        let membership = try Self.membership(fleet) { _, _ in throw Full() }
        let signed = try fleet.authority.sign(fleet.charter(revision: 2))
        #expect(throws: Full.self) { try membership.adopt(signed) }
        #expect(membership.charter.revision == 1)
    }

    @Test("who follows the charter ends with the latest, however charters and followers cross")
    func changes() async throws {
        let fleet = try SampleFleet()
        let last: UInt64 = 400
        let signed = try (2...last).map { try fleet.authority.sign(fleet.charter(revision: $0)) }
        let membership = try Self.membership(fleet)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for signed in signed { try? membership.adopt(signed) } }
            for _ in 0..<200 {
                group.addTask {
                    var seen: UInt64 = 0
                    for await charter in membership.changes {
                        #expect(charter.revision >= seen)
                        seen = charter.revision
                        if seen == last { return }
                    }
                }
            }
        }
    }

    @Test("of several that hand on a charter at once, the last hands on the latest")
    func handOn() throws {
        let fleet = try SampleFleet()
        let membership = try Self.membership(fleet)
        let newer = try fleet.authority.sign(fleet.charter(revision: 2))
        var seen: [UInt64] = []
        membership.handOn { charter in
            // Another stream brings a newer one, and is done, before this one has handed on its own.
            try? membership.adopt(newer)
            seen.append(charter.revision)
        }
        #expect(seen == [1, 2])
    }
}
