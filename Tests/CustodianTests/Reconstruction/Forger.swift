import Custodian
import CustodianContract
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import Synchronization
import TestSupport

/// What a member sends in the place of its share. Where its signature can be good, it is.
final class Forger: Sendable {
    private let fleet: TestFleet
    private let liar: Int
    private let requester: Int
    private let lie: RequesterTests.Lie
    private let first = Mutex<ShareRelease?>(nil)
    private let replays = Mutex(0)

    init(fleet: TestFleet, liar: Int, requester: Int, lie: RequesterTests.Lie) {
        self.fleet = fleet
        self.liar = liar
        self.requester = requester
        self.lie = lie
    }

    var hasReplayed: Bool { replays.withLock { $0 > 0 } }

    func release(_ signed: SignedPermit, _ honest: ShareRelease) throws -> ShareRelease {
        let hash = signed.permit.hash
        switch lie {
        case .wrongShare: return try self.signed(hash, honest.index, try sealed(hash, honest.index, to: requester))
        case .otherRecipient: return try self.signed(hash, honest.index, try sealed(hash, honest.index, to: 3))
        case .wrongIndex: return try self.signed(hash, try ShareIndex(5), honest.sealed)
        case .otherMember:
            // Another member's good signature over the liar's own envelope.
            let statement = statement(hash, honest.index, honest.sealed)
            return ShareRelease(
                index: honest.index, sealed: honest.sealed, signature: try fleet.seat(5).identity.sign(statement))
        case .wrongSignature:
            return ShareRelease(
                index: honest.index, sealed: honest.sealed, signature: honest.signature.flipping(bit: 9))
        case .noSignature: return ShareRelease(index: honest.index, sealed: honest.sealed, signature: [])
        case .garbage: return try self.signed(hash, honest.index, [UInt8](repeating: 0x5a, count: 80))
        case .empty: return try self.signed(hash, honest.index, [])
        case .replayed:
            return first.withLock { first in
                guard let known = first else {
                    first = honest
                    return honest
                }
                replays.withLock { $0 += 1 }
                return known
            }
        }
    }

    /// The number 1 in an honest envelope.
    private func sealed(_ permit: [UInt8], _ index: ShareIndex, to recipient: Int) throws -> [UInt8] {
        try fleet.seat(liar).identity.sealing.seal(
            SecretBytes(copying: [UInt8](repeating: 0, count: 31) + [1]),
            to: fleet.seat(recipient).identity.sealingKey, binding: ShareRelease.info(permit: permit, index: index))
    }

    private func signed(_ permit: [UInt8], _ index: ShareIndex, _ sealed: [UInt8]) throws -> ShareRelease {
        ShareRelease(
            index: index, sealed: sealed,
            signature: try fleet.seat(liar).identity.sign(statement(permit, index, sealed)))
    }

    private func statement(_ permit: [UInt8], _ index: ShareIndex, _ sealed: [UInt8]) -> [UInt8] {
        ShareRelease.statement(permit: permit, index: index, recipient: fleet.seat(requester).id, sealed: sealed)
    }
}
