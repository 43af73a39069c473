import ByteCoding
import Crypto
package import Groups
package import KeyMap
package import Secrets
package import SecretSharing

/// An input of the PRF, hashed to the group.
package struct HashedPRFInput<Group: HashableGroup>: Sendable {
    package let input: PRFInput
    /// P.
    package let base: Element<Group>

    /// - Throws: `GroupError`, which nobody will see.
    package init(_ input: PRFInput) throws(GroupError) {
        self.input = input
        base = try DistributedPRF<Group>.base(of: input.encoded)
    }
}

/// One custodian's evaluation of the PRF on one input, or on all those of a message that are for one share: its partials,
/// and one proof that they are its share's.
///
/// The proof's context carries key, version, shard, epoch and prover, so that it speaks for one share at one time only.
package struct PRFEvaluation<Group: HashableGroup>: Sendable {
    package let inputs: [HashedPRFInput<Group>]
    package let prover: ShareIndex
    private let context: OPRFContext

    /// - Throws: `GroupError`, which nobody will see.
    package init(input: PRFInput, shard: UInt32, epoch: Epoch, prover: ShareIndex) throws(GroupError) {
        self.init(checked: [try HashedPRFInput(input)], shard: shard, epoch: epoch, prover: prover)
    }

    /// - Parameter inputs: at least one. Evaluations of several provers may share them, since hashing to the group costs as
    ///   much as a sum.
    /// - Throws: ``ProofError`` with `.emptyBatch`.
    package init(
        _ inputs: [HashedPRFInput<Group>], shard: UInt32, epoch: Epoch, prover: ShareIndex
    ) throws(ProofError) {
        guard !inputs.isEmpty else { throw ProofError(.emptyBatch, "an evaluation of the PRF has no input") }
        self.init(checked: inputs, shard: shard, epoch: epoch, prover: prover)
    }

    private init(checked inputs: [HashedPRFInput<Group>], shard: UInt32, epoch: Epoch, prover: ShareIndex) {
        self.inputs = inputs
        self.prover = prover
        var transcript = Transcript("prf proof v1")
        transcript.append("group", Group.name)
        transcript.append("generator", Element<Group>.generator.bytes)
        if inputs.count == 1 {
            transcript.append("input", inputs[0].input.encoded)
        } else {
            transcript.append("inputs", list: inputs.map { $0.input.encoded })
        }
        transcript.append("shard", number: UInt64(shard))
        transcript.append("epoch", number: UInt64(epoch.value))
        transcript.append("prover", prover)
        context = OPRFContext(Array("Quorate-DLEQ-v1-".utf8) + transcript.digest)
    }

    /// Z_i, in the order of the inputs.
    package func partials(share: borrowing SecretScalar<Group.Field>) -> [SecretElement<Group>] {
        var partials: [SecretElement<Group>] = []
        for input in inputs { partials.append(DistributedPRF.partial(input.base, share: share)) }
        return partials
    }

    /// One proof of all partials: by their composite where there are several, of the partial itself where there is one.
    ///
    /// - Parameter publicShare: Y_i, the share times the generator. With another the proof does not hold.
    /// - Throws: ``ProofError`` with `.emptyBatch` where there are not as many partials as inputs.
    package func prove(
        _ partials: [SecretElement<Group>], share: borrowing SecretScalar<Group.Field>, publicShare: Element<Group>,
        random: any RandomSource
    ) throws(ProofError) -> EqualityProof<Group> {
        let statement = try statement(partials, publicShare: publicShare)
        let nonce = proofNonce(share: share, partials: partials, randomness: random.bytes(32))
        return statement.prove(secret: share, nonce: nonce)
    }

    /// - Throws: ``ProofError`` with `.falseProof` where a partial is not the share's whose public share is given.
    package func verify(
        _ proof: EqualityProof<Group>, of partials: [SecretElement<Group>], publicShare: Element<Group>
    ) throws(ProofError) {
        try statement(partials, publicShare: publicShare).verify(proof)
    }

    /// What ``EqualityClaim/falseClaims(among:random:)`` takes.
    ///
    /// - Throws: ``ProofError`` with `.emptyBatch` where there are not as many partials as inputs.
    package func claim(
        _ proof: EqualityProof<Group>, of partials: [SecretElement<Group>], publicShare: Element<Group>
    ) throws(ProofError) -> EqualityClaim<Group> {
        EqualityClaim(statement: try statement(partials, publicShare: publicShare), proof: proof)
    }

    private func statement(
        _ partials: [SecretElement<Group>], publicShare: Element<Group>
    ) throws(ProofError) -> EqualityStatement<Group> {
        try EqualityStatement(
            context: context, b: publicShare, c: inputs.map { $0.base }, d: partials,
            batching: inputs.count == 1 ? .single : .rfc9497)
    }

    /// H(share, fresh randomness, the whole statement); the public share follows from the share.
    private func proofNonce(
        share: borrowing SecretScalar<Group.Field>, partials: [SecretElement<Group>], randomness: [UInt8]
    ) -> SecretScalar<Group.Field> {
        var hash = SHA512()
        hash.update(data: Array("quorate prf proof nonce v1".utf8))
        unsafe share.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        hash.update(data: randomness + context.string)
        for input in inputs { hash.update(data: input.base.bytes) }
        for partial in partials { unsafe partial.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) } }
        var wide = Array(hash.finalize())
        defer { wide.wipe() }
        return SecretScalar(reducing: SecretBytes(copying: wide))
    }
}
