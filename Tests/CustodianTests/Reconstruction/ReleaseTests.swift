import AuditLog
import ByteCoding
import Custodian
import CustodianContract
import KeyMap
import KeyMaterial
import SecretSharing
import TestSupport
import Testing

@Suite("Whether a custodian releases its share is its own decision: what it refuses, and writes down")
struct ReleaseTests {
    /// Asks the first custodian, which must refuse, write that down, and still serve an honest permit.
    private func expectRefusal(
        _ code: Refusal.Code, _ fleet: ReleaseFleet, _ signed: SignedPermit, to peer: Int = 3,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let before = fleet.audited().count
        #expect(try await fleet.refusal(signed, to: peer) == code, sourceLocation: sourceLocation)
        #expect(fleet.audited().dropFirst(before) == ["\(code)"], sourceLocation: sourceLocation)
        let honest = try await fleet.permit()
        #expect(try await fleet.refusal(fleet.sign(honest)) == nil, sourceLocation: sourceLocation)
        try fleet.fleet.custodian(1).close(fleet.close(honest))
    }

    @Test("an honest permit is served, once to each of those that it names, and written down")
    func honest() async throws {
        let fleet = try await ReleaseFleet()
        let signed = try fleet.sign(await fleet.permit())
        for index in 1...2 {
            let release = try await fleet.fleet.custodian(index).release(signed, to: fleet.fleet.seat(3).id)
            #expect(release.index.value == index)
            let statement = ShareRelease.statement(
                permit: signed.permit.hash, index: release.index, recipient: fleet.fleet.seat(3).id,
                sealed: release.sealed)
            #expect(
                IdentitySignature.isValid(
                    release.signature, over: statement, by: fleet.fleet.seat(index).identity.identityKey))
            #expect(fleet.audited(index) == [nil])
        }
        let record = try #require(fleet.fleet.seat(1).audit.records.last)
        #expect(record.requestID == "request-1")
        guard case .object(let parameters) = record.requestParameters else { throw Missing() }
        #expect(parameters.contains { $0.name == "keyId" && $0.value == .string(fleet.key.id.description) })
    }

    private struct Missing: Error {}

    @Test("trap 1: fewer members than the quorum, none, and more than it")
    func memberCount() async throws {
        let fleet = try await ReleaseFleet(quorum: 3, of: 5)
        func members(_ count: Int) async throws -> [QuorumPermit.Member] {
            var members: [QuorumPermit.Member] = []
            for index in 1...5 where index <= count { members.append(try await fleet.member(index)) }
            return members
        }
        for count in [0, 1, 2, 4, 5] {
            let permit = try await fleet.permit(members: members(count))
            #expect(try await fleet.refusal(fleet.sign(permit)) == .forbidden, "\(count)")
        }
        let permit = try await fleet.permit(members: members(3))
        #expect(try await fleet.refusal(fleet.sign(permit)) == nil)
        #expect(fleet.audited() == [String?](repeating: "forbidden", count: 5) + [nil])
    }

    @Test("trap 2: a member twice, under one index or two, and two members under one index")
    func duplicates() async throws {
        let fleet = try await ReleaseFleet()
        let (first, second) = (try await fleet.member(1), try await fleet.member(2))
        for members in [
            [first, first], [first, try await fleet.member(1, as: 2)], [first, try await fleet.member(2, as: 1)],
            [try await fleet.member(1, as: 2), try await fleet.member(2, as: 1)],
            [try await fleet.member(1, as: 3), second], [first, try await fleet.member(2, as: 3)],
        ] {
            try await expectRefusal(.forbidden, fleet, fleet.sign(await fleet.permit(members: members)))
        }
    }

    @Test("a custodian outside the committee as a member, whatever its index, and a stranger")
    func outsiders() async throws {
        let fleet = try await TestFleet(Threshold(quorum: 2, of: 4))
        let key = try await fleet.createKey(.hmac256, threshold: Threshold(quorum: 2, of: 3))
        let hub = try KeyMapAuthor()
        let boot = try await fleet.custodian(1).describe().boot
        let first = QuorumPermit.Member(custodian: fleet.seat(1).id, index: try ShareIndex(1), boot: boot)
        for (name, index) in [(fleet.seat(4).id, 4), (fleet.seat(4).id, 2), (CustodianID("custodian-99"), 2)] {
            let other = QuorumPermit.Member(custodian: name, index: try ShareIndex(index), boot: boot)
            let permit = QuorumPermit(
                id: SystemRandomID.make(), share: ShareName(key: key.id, version: .first, shard: 1), epoch: .first,
                members: [first, other], requester: fleet.seat(3).id, purpose: .generateMAC, clientRequest: "r",
                expires: Timestamp(seconds: fleet.time.now.seconds + 1))
            let signed = SignedPermit(permit: permit, signature: try hub.sign(permit.encoded), previous: nil)
            await #expect(throws: Refusal.self, "\(name) \(index)") {
                try await fleet.custodian(1).release(signed, to: fleet.seat(3).id)
            }
        }
    }

    @Test("a permit that does not name this custodian")
    func notNamed() async throws {
        let fleet = try await ReleaseFleet()
        let members = [try await fleet.member(2), try await fleet.member(3)]
        try await expectRefusal(.forbidden, fleet, fleet.sign(await fleet.permit(members: members)))
    }

    @Test("a key, version or shard that there is no share of")
    func otherShare() async throws {
        let fleet = try await ReleaseFleet()
        for share in [
            ShareName(key: KeyID("nothing"), version: .first, shard: 1),
            ShareName(key: fleet.key.id, version: KeyVersionNumber(2), shard: 1),
            ShareName(key: fleet.key.id, version: .first, shard: 2),
        ] {
            try await expectRefusal(.unknownShare, fleet, fleet.sign(await fleet.permit(share: share)))
        }
    }

    @Test("trap 27: a purpose that is not the key's usage", arguments: KeyOperation.Kind.allCases)
    func purpose(kind: KeyOperation.Kind) async throws {
        let fleet = try await ReleaseFleet()
        let signed = try fleet.sign(await fleet.permit(purpose: kind))
        if kind.usage == .generateVerifyMAC {
            #expect(try await fleet.refusal(signed) == nil)
        } else {
            try await expectRefusal(.forbidden, fleet, signed)
        }
    }

    @Test("trap 23: another requester than the one that TLS proved, a custodian that the charter does not name")
    func requester() async throws {
        let fleet = try await ReleaseFleet()
        try await expectRefusal(.forbidden, fleet, fleet.sign(await fleet.permit()), to: 2)
        let honest = try await fleet.permit()
        let stranger = QuorumPermit(
            id: honest.id, share: honest.share, epoch: honest.epoch, members: honest.members,
            requester: CustodianID("custodian-99"), purpose: honest.purpose, clientRequest: "r",
            expires: honest.expires)
        let custodian = try fleet.fleet.custodian(1)
        await #expect(throws: Refusal.self) {
            try await custodian.release(fleet.sign(stranger), to: CustodianID("custodian-99"))
        }
        #expect(fleet.audited().last == "forbidden")
    }

    @Test("trap 30: another epoch", arguments: [UInt32(0), 2, .max])
    func epoch(epoch: UInt32) async throws {
        let fleet = try await ReleaseFleet()
        try await expectRefusal(.wrongEpoch, fleet, fleet.sign(await fleet.permit(epoch: epoch)))
    }

    @Test("a permit that has expired by more than clocks differ, and one that is good for too long")
    func lifetime() async throws {
        let fleet = try await ReleaseFleet()
        for seconds in [-1.0, -1.5, -3_600, 2.001, 60, 1e9] {
            try await expectRefusal(.forbidden, fleet, fleet.sign(await fleet.permit(lasting: seconds)))
        }
        for seconds in [-0.9, 0, 1.9] {
            let permit = try await fleet.permit(lasting: seconds)
            #expect(try await fleet.refusal(fleet.sign(permit)) == nil, "\(seconds)")
            try fleet.fleet.custodian(1).close(fleet.close(permit))
        }
    }

    @Test("another key's signature than the hub's, and none")
    func forged() async throws {
        let fleet = try await ReleaseFleet()
        let permit = try await fleet.permit()
        let forger = try fleet.fleet.seat(3).identity.sign(permit.encoded)
        for signature in [forger, [UInt8](repeating: 0, count: 64), []] {
            try await expectRefusal(
                .forbidden, fleet, SignedPermit(permit: permit, signature: signature, previous: nil))
        }
    }

    @Test("trap 12: no bit of a signed permit can be changed")
    func mutation() async throws {
        let fleet = try await ReleaseFleet()
        let custodian = try fleet.fleet.custodian(1)
        let peer = fleet.fleet.seat(3).id
        let honest = try fleet.sign(await fleet.permit())
        let bytes = honest.encoded
        // The last byte says that no close comes along; with another value there is no permit to decode.
        for bit in 0..<8 * bytes.count {
            guard let changed = try? SignedPermit(decoding: bytes.flipping(bit: bit)) else { continue }
            await #expect(throws: Refusal.self, "bit \(bit)") { try await custodian.release(changed, to: peer) }
        }
        #expect(try await fleet.refusal(honest) == nil)
    }

    @Test("a key that is disabled or waits for deletion, and one under threshold custody")
    func states() async throws {
        let fleet = try await ReleaseFleet()
        for change in [KeyChange.disable, .scheduleDeletion(days: 7)] {
            try await fleet.fleet.change(fleet.key.id, change)
            #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == .forbidden)
        }
        try await fleet.fleet.change(fleet.key.id, .cancelDeletion)
        try await fleet.fleet.change(fleet.key.id, .enable)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
        for (spec, purpose) in [(KeySpec.symmetricDefault, KeyOperation.Kind.evaluate), (.ed25519, .sign)] {
            let key = try await fleet.fleet.createKey(spec, id: spec.rawValue)
            let share = ShareName(key: key.id, version: .first, shard: 1)
            let permit = try await fleet.permit(share: share, purpose: purpose)
            #expect(try await fleet.refusal(fleet.sign(permit)) == .forbidden)
        }
        #expect(fleet.audited() == ["forbidden", "forbidden", nil, "forbidden", "forbidden"])
    }

    @Test("trap 40: a custodian that cannot write its log releases nothing")
    func audit() async throws {
        let fleet = try await ReleaseFleet()
        fleet.fleet.seat(1).audit.setFull(true)
        let permit = try await fleet.permit()
        #expect(try await fleet.refusal(fleet.sign(permit)) == .unavailable)
        fleet.fleet.seat(1).audit.setFull(false)
        try fleet.fleet.custodian(1).close(fleet.close(permit))
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
    }
}
