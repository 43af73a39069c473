package import Groups

/// The statement of an ``EqualityProof``: log_A(B) = log_{C_i}(D_i) for every i. RFC 9497's letters.
package struct EqualityStatement<Group: PrimeOrderGroup>: Sendable {
    /// Whether a batch of one is replaced by its composite, as the RFC does, or proven as it is, which saves two
    /// multiplications.
    package enum Batching: Sendable {
        case rfc9497, single
    }

    package let context: OPRFContext
    package let a: Element<Group>
    package let b: Element<Group>
    package let c: [Element<Group>]
    package let d: [Element<Group>]
    package let batching: Batching

    /// - Throws: ``ProofError`` with `.emptyBatch` unless there are as many C as D, at least one.
    package init(
        context: OPRFContext, a: Element<Group> = .generator, b: Element<Group>, c: [Element<Group>],
        d: [Element<Group>], batching: Batching
    ) throws(ProofError) {
        guard !c.isEmpty, c.count == d.count, c.count <= 65_535, batching == .rfc9497 || c.count == 1 else {
            throw ProofError(.emptyBatch, "a proof of equality over \(c.count) bases and \(d.count) results is none")
        }
        self.context = context
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.batching = batching
    }

    /// GenerateProof. `nonce` is uniformly random, or derived from the secret, fresh randomness and the statement.
    package func prove(
        secret k: borrowing SecretScalar<Group.Field>, nonce r: borrowing SecretScalar<Group.Field>
    ) -> EqualityProof<Group> {
        let m = composite(of: c)
        let z = batching == .single ? d[0] : m * k
        let t2 = a * r
        let t3 = m * r
        let challenge = challenge(m: m, z: z, t2: t2, t3: t3)
        let response = r.subtracting(k.multiplied(by: challenge)).published()
        return EqualityProof(first: t2, second: t3, response: response)
    }

    /// VerifyProof.
    ///
    /// - Throws: ``ProofError`` with `.falseProof`.
    package func verify(_ proof: EqualityProof<Group>) throws(ProofError) {
        let m = composite(of: c)
        let z = composite(of: d)
        let challenge = challenge(m: m, z: z, t2: proof.first, t3: proof.second)
        guard a * proof.response + b * challenge == proof.first, m * proof.response + z * challenge == proof.second
        else {
            throw ProofError(.falseProof, "a proof of equality of discrete logarithms does not hold")
        }
    }

    /// The challenge c of a proof in the RFC's own form (c, s).
    package func challenge(of proof: EqualityProof<Group>) -> Scalar<Group.Field> {
        challenge(m: composite(of: c), z: composite(of: d), t2: proof.first, t3: proof.second)
    }

    private func challenge(
        m: Element<Group>, z: Element<Group>, t2: Element<Group>, t3: Element<Group>
    ) -> Scalar<Group.Field> {
        var message: [UInt8] = []
        for element in [b, m, z, t2, t3] { message += OPRFContext.prefixed(element.bytes) }
        return context.hashToScalar(message + Array("Challenge".utf8))
    }

    /// ComputeComposites: the sum of d_i times the elements.
    private func composite(of elements: [Element<Group>]) -> Element<Group> {
        guard batching == .rfc9497 else { return elements[0] }
        let seed = context.compositeSeed(publicKey: b.bytes)
        var sum = Element<Group>.identity
        for position in elements.indices {
            let index = [UInt8(position >> 8), UInt8(position & 255)]
            let message =
                OPRFContext.prefixed(seed) + index + OPRFContext.prefixed(c[position].bytes)
                + OPRFContext.prefixed(d[position].bytes) + Array("Composite".utf8)
            sum = sum + elements[position] * context.hashToScalar(message)
        }
        return sum
    }
}
