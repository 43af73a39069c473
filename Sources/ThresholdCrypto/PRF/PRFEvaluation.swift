import ByteCoding
import Crypto
package import Groups
package import KeyMap
package import Secrets
package import SecretSharing

/// One custodian's evaluation of the PRF: its partial, and the proof that the partial is its share's.
///
/// The proof's context carries key, version, shard, epoch and prover, so that it speaks for one share at one time only.
package struct PRFEvaluation<Group: HashableGroup>: Sendable {
    package let input: PRFInput
    package let prover: ShareIndex
    /// P.
    package let base: Element<Group>
    private let context: OPRFContext

    /// - Throws: `GroupError`, which nobody will see.
    package init(input: PRFInput, shard: UInt32, epoch: Epoch, prover: ShareIndex) throws(GroupError) {
        self.input = input
        self.prover = prover
        base = try DistributedPRF<Group>.base(of: input.encoded)
        var transcript = Transcript("prf proof v1")
        transcript.append("group", Group.name)
        transcript.append("generator", Element<Group>.generator.bytes)
        transcript.append("input", input.encoded)
        transcript.append("shard", number: UInt64(shard))
        transcript.append("epoch", number: UInt64(epoch.value))
        transcript.append("prover", prover)
        context = OPRFContext(Array("Quorate-DLEQ-v1-".utf8) + transcript.digest)
    }

    /// Z_i.
    package func partial(share: borrowing SecretScalar<Group.Field>) -> Element<Group> {
        DistributedPRF.partial(base, share: share)
    }

    /// - Throws: ``ProofError``, which a statement about one base never meets.
    package func prove(
        _ partial: Element<Group>, share: borrowing SecretScalar<Group.Field>, random: any RandomSource
    ) throws(ProofError) -> EqualityProof<Group> {
        let statement = try statement(partial, publicShare: Element(generatorTimes: share))
        let nonce = proofNonce(share: share, partial: partial, randomness: random.bytes(32))
        return statement.prove(secret: share, nonce: nonce)
    }

    /// - Throws: ``ProofError`` with `.falseProof` where the partial is not the share's whose public share is given.
    package func verify(
        _ proof: EqualityProof<Group>, of partial: Element<Group>, publicShare: Element<Group>
    ) throws(ProofError) {
        try statement(partial, publicShare: publicShare).verify(proof)
    }

    private func statement(
        _ partial: Element<Group>, publicShare: Element<Group>
    ) throws(ProofError) -> EqualityStatement<Group> {
        try EqualityStatement(context: context, b: publicShare, c: [base], d: [partial], batching: .single)
    }

    /// H(share, fresh randomness, the whole statement).
    private func proofNonce(
        share: borrowing SecretScalar<Group.Field>, partial: Element<Group>, randomness: [UInt8]
    ) -> SecretScalar<Group.Field> {
        var hash = SHA512()
        hash.update(data: Array("quorate prf proof nonce v1".utf8))
        unsafe share.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        hash.update(data: randomness + context.string + base.bytes + partial.bytes)
        var wide = Array(hash.finalize())
        defer { wide.wipe() }
        return SecretScalar(reducing: SecretBytes(copying: wide))
    }
}
