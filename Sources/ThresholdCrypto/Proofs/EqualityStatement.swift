package import Groups
package import Secrets

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
    package let d: [SecretElement<Group>]
    package let batching: Batching

    /// - Throws: ``ProofError`` with `.emptyBatch` unless there are as many C as D, at least one.
    package init(
        context: OPRFContext, a: Element<Group> = .generator, b: Element<Group>, c: [Element<Group>],
        d: [SecretElement<Group>], batching: Batching
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
        // ComputeCompositesFast (RFC 9497 section 2.2.1): Z = k * M.
        let m = batching == .single ? c[0] : Element.variableTimeSum(Array(zip(weights, c)))
        let z = batching == .single ? d[0] : SecretElement(m, times: k)
        let t2 = a == .generator ? Element(generatorTimes: r) : a * r
        let t3 = m * r
        let challenge = challenge(m: m, z: z, t2: t2, t3: t3)
        let response = r.subtracting(k.multiplied(by: challenge)).published()
        return EqualityProof(first: t2, second: t3, response: response)
    }

    /// VerifyProof.
    ///
    /// - Throws: ``ProofError`` with `.falseProof`.
    package func verify(_ proof: EqualityProof<Group>, random: any RandomSource = ProcessRandom()) throws(ProofError) {
        var equations = ProofEquations<Group>()
        equations.add(
            EqualityClaim(statement: self, proof: proof),
            weights: random.bytes(ProofEquations<Group>.weightCount)[...])
        guard equations.hold else {
            throw ProofError(.falseProof, "a proof of equality of discrete logarithms does not hold")
        }
    }

    /// The challenge c of a proof in the RFC's own form (c, s).
    package func challenge(of proof: EqualityProof<Group>) -> Scalar<Group.Field> {
        let (m, z) = composites
        return challenge(m: m, z: z, t2: proof.first, t3: proof.second)
    }

    func challenge(
        m: Element<Group>, z: SecretElement<Group>, t2: Element<Group>, t3: Element<Group>
    ) -> Scalar<Group.Field> {
        var message: [UInt8] = []
        message.reserveCapacity(5 * (2 + Group.Encoding.count) + 16)
        defer { message.wipe() }
        for element in [b, m] { message += OPRFContext.prefixed(element.bytes) }
        z.appendPrefixed(to: &message)
        for element in [t2, t3] { message += OPRFContext.prefixed(element.bytes) }
        return context.hashToScalar(message + Array("Challenge".utf8))
    }

    /// ComputeComposites: M and Z, the sums of d_i times the C_i and the D_i.
    var composites: (m: Element<Group>, z: SecretElement<Group>) {
        guard batching == .rfc9497 else { return (c[0], d[0]) }
        let weights = weights
        return (.variableTimeSum(Array(zip(weights, c))), SecretElement(sumOf: Array(zip(weights, d))))
    }

    /// d_i of the RFC: weights that bind each C_i and D_i.
    private var weights: [Scalar<Group.Field>] {
        let seed = OPRFContext.prefixed(context.compositeSeed(publicKey: b.bytes))
        var message: [UInt8] = []
        message.reserveCapacity(seed.count + 2 * (2 + Group.Encoding.count) + 16)
        defer { message.wipe() }
        return c.indices.map { position in
            message.removeAll(keepingCapacity: true)
            message += seed
            message += [UInt8(position >> 8), UInt8(position & 255)]
            message += OPRFContext.prefixed(c[position].bytes)
            d[position].appendPrefixed(to: &message)
            message += Array("Composite".utf8)
            return context.hashToScalar(message)
        }
    }
}
