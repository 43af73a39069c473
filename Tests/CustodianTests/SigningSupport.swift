import Custodian
import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing

/// A fleet with a signing key, as a gateway drives it by hand.
struct SigningFleet {
    let fleet: TestFleet
    let key: KeyRecord

    init() async throws {
        fleet = try await TestFleet(Threshold(quorum: 2, of: 3))
        key = try await fleet.createKey(.ed25519)
    }

    var publicKey: [UInt8] { key.current.shards[0].publicKey }

    func use(
        _ index: Int, _ action: ShareUse.Action, gateway: String = TestFleet.gateway
    ) async throws -> ShareResult {
        try await fleet.custodian(index).use(ShareUse(key, action), gateway: gateway)
    }

    func nonces(
        _ index: Int, _ scheme: SignatureScheme = .ed25519, count: Int = 1, gateway: String = TestFleet.gateway
    ) async throws -> NonceBatch {
        guard case .nonces(let batch) = try await use(index, .commitNonces(scheme, count: count), gateway: gateway)
        else {
            throw Refused()
        }
        return batch
    }

    func sign(
        _ index: Int, _ commitments: [SignerCommitment], scheme: SignatureScheme = .ed25519, message: [UInt8] = [7],
        replenish: Int = 0, gateway: String = TestFleet.gateway
    ) async throws -> ShareResult {
        try await use(
            index, .sign(scheme, message: message, commitments: commitments, replenish: replenish), gateway: gateway)
    }

    struct Refused: Error {}
}

extension ShareResult {
    /// The code of a refusal.
    var refusal: Refusal.Code? {
        guard case .refused(let refusal) = self else { return nil }
        return refusal.code
    }

    var signatureShare: SignatureShare? {
        guard case .signature(let share) = self else { return nil }
        return share
    }
}
