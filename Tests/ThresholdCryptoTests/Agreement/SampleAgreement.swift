import Groups
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import ThresholdCrypto

/// A shared private key of P-256 and a peer's point.
struct SampleAgreement {
    static let key = KeyID("11111111-2222-4333-8444-555555555555")

    let sharing: SampleSharing<Secp256r1>
    let peer: Element<Secp256r1>

    init(_ threshold: Threshold, peer: Element<Secp256r1>, seed: Seed = Seed(1)) throws {
        sharing = try SampleSharing(threshold, random: seed.random)
        self.peer = peer
    }

    func evaluation(
        _ prover: ShareIndex, peer: Element<Secp256r1>? = nil, key: KeyID = key, version: UInt32 = 1,
        shard: UInt32 = 1, epoch: UInt32 = 1
    ) -> AgreementEvaluation {
        AgreementEvaluation(
            peer: peer ?? self.peer, key: key, version: KeyVersionNumber(version), shard: shard, epoch: Epoch(epoch),
            prover: prover)
    }

    /// Z_i with its proof.
    func partial(
        _ prover: ShareIndex, random: any RandomSource = SystemRandom()
    ) throws -> (element: Element<Secp256r1>, proof: EqualityProof<Secp256r1>) {
        let evaluation = evaluation(prover)
        let share = sharing.share(prover)
        let element = evaluation.partial(share: share.scalar)
        let proof = try evaluation.prove(element, share: share.scalar, random: random)
        return (try Element(canonical: element.revealed), proof)
    }
}
