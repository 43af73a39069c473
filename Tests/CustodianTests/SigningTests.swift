import Custodian
import CustodianContract
import Groups
import KeyMap
import SecretSharing
import TestSupport
import Testing
import ThresholdCrypto

@Suite("A custodian's part in a signature")
struct SigningTests {
    @Test("two custodians' shares make a signature that any client accepts", arguments: SignatureScheme.allCases)
    func signature(scheme: SignatureScheme) async throws {
        let fleet = try await SigningFleet()
        let message = [UInt8](repeating: 9, count: 64)
        let commitments = try await [fleet.nonces(1, scheme), fleet.nonces(3, scheme)].flatMap(\.commitments)
        let answers = try await [
            fleet.sign(1, commitments, scheme: scheme, message: message),
            fleet.sign(3, commitments, scheme: scheme, message: message),
        ]
        let shares = try answers.map { try Scalar<Field25519>(canonical: #require($0.signatureShare).share) }
        let list = try zip(
            commitments.map { try ShareIndex($0.index) },
            NonceCommitment<Edwards25519>.decode(commitments.map { .init(hiding: $0.hiding, binding: $0.binding) })
        ).map { (index: $0, commitment: $1) }
        let (first, third) = (try ShareIndex(1), try ShareIndex(3))
        let publicKey = try Element<Edwards25519>(canonical: fleet.publicKey)
        switch scheme {
        case .ed25519:
            let package = try SigningPackage<FROSTEd25519>(
                message: message, commitments: list, publicKey: publicKey, threshold: fleet.fleet.threshold)
            let signature = try #require(try package.aggregate([first: shares[0], third: shares[1]]))
            #expect(Ed25519Verification.isValid(signature: signature, message: message, publicKey: fleet.publicKey))
        case .ed25519ph:
            let package = try SigningPackage<FROSTEd25519ph>(
                message: message, commitments: list, publicKey: publicKey, threshold: fleet.fleet.threshold)
            let signature = try #require(try package.aggregate([first: shares[0], third: shares[1]]))
            #expect(
                Ed25519Verification.isValidPrehashed(
                    signature: signature, message: message, publicKey: fleet.publicKey))
        }
    }

    @Test("nonce commitments are signed for their share, epoch, scheme, gateway and boot")
    func offers() async throws {
        let fleet = try await SigningFleet()
        let batch = try await fleet.nonces(2, count: 5)
        let identity = fleet.fleet.seat(2).identity.identityKey
        let name = ShareName(key: fleet.key.id, version: .first, shard: 1)
        #expect(batch.commitments.count == 5 && Set(batch.commitments).count == 5)
        #expect(batch.commitments.allSatisfy { $0.index == 2 })
        #expect(batch.isSigned(share: name, gateway: TestFleet.gateway, by: identity))
        #expect(!batch.isSigned(share: name, gateway: "gateway-2", by: identity))
        #expect(!batch.isSigned(share: name, gateway: TestFleet.gateway, by: fleet.fleet.seat(1).identity.identityKey))
        #expect(!batch.isSigned(share: name, gateway: TestFleet.gateway, by: []))
        let other = ShareName(key: fleet.key.id, version: .first, shard: 2)
        #expect(!batch.isSigned(share: other, gateway: TestFleet.gateway, by: identity))
        func changed(
            epoch: Epoch = .first, scheme: SignatureScheme = .ed25519, boot: [UInt8]? = nil,
            commitments: [SignerCommitment]? = nil
        ) -> NonceBatch {
            NonceBatch(
                epoch: epoch, scheme: scheme, boot: boot ?? batch.boot, commitments: commitments ?? batch.commitments,
                signature: batch.signature)
        }
        #expect(changed().isSigned(share: name, gateway: TestFleet.gateway, by: identity))
        for wrong in [
            changed(epoch: Epoch(2)), changed(scheme: .ed25519ph), changed(boot: [1]),
            changed(commitments: batch.commitments.reversed()), changed(commitments: []),
        ] {
            #expect(!wrong.isSigned(share: name, gateway: TestFleet.gateway, by: identity))
        }
    }

    @Test("between 1 and 32 nonces are given at once", arguments: [-1, 0, 33, Int.max])
    func counts(count: Int) async throws {
        let fleet = try await SigningFleet()
        #expect(try await fleet.use(1, .commitNonces(.ed25519, count: count)).refusal == .malformed)
        let commitments = try await [fleet.nonces(1), fleet.nonces(2)].flatMap(\.commitments)
        if count != 0 {
            #expect(try await fleet.sign(1, commitments, replenish: count).refusal == .malformed)
        }
    }

    @Test("fresh commitments come with a share where they are asked for")
    func replenish() async throws {
        let fleet = try await SigningFleet()
        let commitments = try await [fleet.nonces(1), fleet.nonces(2)].flatMap(\.commitments)
        let answer = try #require(try await fleet.sign(1, commitments, replenish: 3).signatureShare)
        let fresh = try #require(answer.fresh)
        #expect(fresh.commitments.count == 3)
        let second = try await fleet.nonces(2).commitments
        #expect(try await fleet.sign(1, [fresh.commitments[0]] + second).signatureShare != nil)
    }

    @Test("a message that KMS would not sign is refused by the custodian too")
    func messages() async throws {
        let fleet = try await SigningFleet()
        for (scheme, count) in [
            (SignatureScheme.ed25519, 0), (.ed25519, 4_097), (.ed25519ph, 0), (.ed25519ph, 63), (.ed25519ph, 65),
        ] {
            let commitments = try await [fleet.nonces(1, scheme), fleet.nonces(2, scheme)].flatMap(\.commitments)
            let answer = try await fleet.sign(
                1, commitments, scheme: scheme, message: [UInt8](repeating: 0, count: count))
            #expect(answer.refusal == .malformed, "\(scheme) of \(count) bytes")
        }
    }
}
