import AuditLog
import ByteCoding
import Custodian
import CustodianContract
import KeyMap
import KeyMaterial
import SecretSharing
import TestSupport
import Testing

/// A fleet with a key under quorum custody, and the hub's pen in the hands of the test.
struct ReleaseFleet {
    let fleet: TestFleet
    let key: KeyRecord
    private let hub: KeyMapAuthor

    init(
        _ spec: KeySpec = .hmac256, quorum: Int = 2, of count: Int = 3,
        id: String = "11111111-2222-4333-8444-555555555555"
    ) async throws {
        fleet = try await TestFleet(Threshold(quorum: quorum, of: count))
        key = try await fleet.createKey(spec, custody: .quorum, id: id)
        hub = try KeyMapAuthor()
    }

    var share: ShareName { ShareName(key: key.id, version: .first, shard: 1) }

    func member(_ index: Int, as shareIndex: Int? = nil) async throws -> QuorumPermit.Member {
        QuorumPermit.Member(
            custodian: fleet.seat(index).id, index: try ShareIndex(shareIndex ?? index),
            boot: try await fleet.custodian(index).describe().boot)
    }

    /// A permit for the first custodian's shares, good unless something else is asked for.
    func permit(
        share: ShareName? = nil, epoch: UInt32 = 1, members: [QuorumPermit.Member]? = nil, requester: Int = 3,
        purpose: KeyOperation.Kind = .generateMAC, region: String = "", lasting seconds: Double = 1
    ) async throws -> QuorumPermit {
        let members = if let members { members } else { [try await member(1), try await member(2)] }
        return QuorumPermit(
            id: SystemRandomID.make(), share: share ?? self.share, epoch: Epoch(epoch), members: members,
            requester: fleet.seat(requester).id, purpose: purpose, region: region, clientRequest: "request-1",
            expires: Timestamp(seconds: fleet.time.now.seconds + seconds))
    }

    func sign(_ permit: QuorumPermit, previous: PermitClose? = nil) throws -> SignedPermit {
        SignedPermit(permit: permit, signature: try hub.sign(permit.encoded), previous: previous)
    }

    /// The requester's word that it is done, or another custodian's.
    func close(_ permit: QuorumPermit, by index: Int = 3) throws -> PermitClose {
        PermitClose(
            permit: permit.hash,
            signature: try fleet.seat(index).identity.sign(PermitClose.statement(permit: permit.hash)))
    }

    /// What the custodian says to a permit: nil for its share, or the code of its refusal.
    func refusal(_ signed: SignedPermit, at index: Int = 1, to peer: Int = 3) async throws -> Refusal.Code? {
        do throws(Refusal) {
            _ = try await custodian(index).release(signed, to: fleet.seat(peer).id)
            return nil
        } catch {
            return error.code
        }
    }

    private func custodian(_ index: Int) throws(Refusal) -> Custodian {
        do {
            return try fleet.custodian(index)
        } catch {
            throw Refusal(.unavailable, "\(error)")
        }
    }

    /// The codes in the custodian's own log of what it released and refused.
    func audited(_ index: Int = 1) -> [String?] {
        fleet.seat(index).audit.records.filter { $0.name == "ReleaseShare" }.map(\.errorCode)
    }
}

/// 16 bytes that no other permit has.
enum SystemRandomID {
    static func make() -> [UInt8] { (0..<16).map { _ in UInt8.random(in: .min ... .max) } }
}
