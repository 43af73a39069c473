import Groups
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import ThresholdCrypto

/// One custodian's evaluation of the PRF with its proof, and all that goes into it.
struct SampleEvaluation {
    typealias Group = Ristretto255

    static let key = KeyID("11111111-2222-4333-8444-555555555555")

    let sharing: SampleSharing<Group>
    let prover: ShareIndex
    let evaluation: PRFEvaluation<Group>
    let partial: Element<Group>
    let proof: EqualityProof<Group>

    init(seed: UInt64 = 1, prover: Int = 2) throws {
        sharing = try SampleSharing(Threshold(quorum: 2, of: 3), random: SeededRandom(seed))
        self.prover = try ShareIndex(prover)
        evaluation = try Self.evaluation(prover: self.prover)
        let share = sharing.share(self.prover)
        partial = try evaluation.partial(share: share.scalar)
        proof = try evaluation.prove(partial, share: share.scalar, random: SeededRandom(seed, stream: "proof"))
    }

    var publicShare: Element<Group> { sharing.publicShare(prover) }

    static func input(
        key: KeyID = key, version: UInt32 = 1, contextDigest: UInt8 = 3, alpha: UInt8 = 4
    ) throws -> PRFInput {
        try PRFInput(
            key: key, version: KeyVersionNumber(version), contextDigest: [UInt8](repeating: contextDigest, count: 32),
            alpha: [UInt8](repeating: alpha, count: 32))
    }

    static func evaluation(
        input: PRFInput? = nil, shard: UInt32 = 1, epoch: UInt32 = 1, prover: ShareIndex
    ) throws -> PRFEvaluation<Group> {
        try PRFEvaluation(input: input ?? self.input(), shard: shard, epoch: Epoch(epoch), prover: prover)
    }
}

/// A batch of one with its partial as a public element, which tests may print, compare and change.
extension PRFEvaluation {
    func partial(share: borrowing SecretScalar<Group.Field>) throws -> Element<Group> {
        try Element(canonical: partials(share: share)[0].revealed)
    }

    func prove(
        _ partial: Element<Group>, share: borrowing SecretScalar<Group.Field>, random: any RandomSource
    ) throws -> EqualityProof<Group> {
        try prove(
            [SecretElement(partial)], share: share, publicShare: Element(generatorTimes: share), random: random)
    }

    func verify(
        _ proof: EqualityProof<Group>, of partial: Element<Group>, publicShare: Element<Group>
    ) throws {
        try verify(proof, of: [SecretElement(partial)], publicShare: publicShare)
    }
}
