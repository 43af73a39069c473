package import Groups
package import KeyMap
package import Secrets
package import SecretSharing

/// One custodian's part in a key agreement: its partial, and the proof that the partial is its share's. Without the proof
/// nothing would notice a wrong one: every point is somebody's shared secret.
///
/// The proof's context carries suite, key, version, shard, epoch and prover, so that it speaks for one share at one time
/// only.
package struct AgreementEvaluation: Sendable {
    package let prover: ShareIndex
    /// Q.
    package let peer: Element<Secp256r1>
    private let context: OPRFContext

    /// - Parameter peer: the client's point, not the identity.
    package init(
        peer: Element<Secp256r1>, key: KeyID, version: KeyVersionNumber, shard: UInt32, epoch: Epoch,
        prover: ShareIndex
    ) {
        self.prover = prover
        self.peer = peer
        var transcript = Transcript("agreement proof v1")
        transcript.append("suite", Suite.agreementP256.name)
        transcript.append("group", Secp256r1.name)
        transcript.append("generator", Element<Secp256r1>.generator.bytes)
        transcript.append("peer", peer.bytes)
        transcript.append("key", key.description)
        transcript.append("version", number: UInt64(version.value))
        transcript.append("shard", number: UInt64(shard))
        transcript.append("epoch", number: UInt64(epoch.value))
        transcript.append("prover", prover)
        context = OPRFContext(Array("Quorate-DLEQ-v1-".utf8) + transcript.digest)
    }

    /// Z_i.
    package func partial(share: borrowing SecretScalar<FieldP256>) -> SecretElement<Secp256r1> {
        SecretElement(peer, times: share)
    }

    /// - Throws: ``ProofError``, which a statement about one base never meets.
    package func prove(
        _ partial: SecretElement<Secp256r1>, share: borrowing SecretScalar<FieldP256>, random: any RandomSource
    ) throws(ProofError) -> EqualityProof<Secp256r1> {
        var described = context.string + peer.bytes + partial.revealed
        defer { described.wipe() }
        let nonce = ProofNonce.hedged(
            "quorate agreement proof nonce v1", secret: share, randomness: random.bytes(32), statement: described)
        return try statement(partial, publicShare: Element(generatorTimes: share)).prove(secret: share, nonce: nonce)
    }

    /// - Throws: ``ProofError`` with `.falseProof` where the partial is not the share's whose public share is given.
    package func verify(
        _ proof: EqualityProof<Secp256r1>, of partial: SecretElement<Secp256r1>, publicShare: Element<Secp256r1>
    ) throws(ProofError) {
        try statement(partial, publicShare: publicShare).verify(proof)
    }

    private func statement(
        _ partial: SecretElement<Secp256r1>, publicShare: Element<Secp256r1>
    ) throws(ProofError) -> EqualityStatement<Secp256r1> {
        try EqualityStatement(context: context, b: publicShare, c: [peer], d: [partial], batching: .single)
    }
}
