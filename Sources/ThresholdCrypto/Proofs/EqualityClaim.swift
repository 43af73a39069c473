package import Groups
package import Secrets

/// A statement with what is given as its proof.
package struct EqualityClaim<Group: PrimeOrderGroup>: Sendable {
    package let statement: EqualityStatement<Group>
    package let proof: EqualityProof<Group>

    package init(statement: EqualityStatement<Group>, proof: EqualityProof<Group>) {
        self.statement = statement
        self.proof = proof
    }

    /// Verifies the proofs of several provers and statements in one multi-scalar multiplication; only where that fails,
    /// one by one.
    ///
    /// - Returns: the positions of the claims that are false, ascending; none where all hold.
    @_specialize(where Group == Ristretto255)
    package static func falseClaims(among claims: [EqualityClaim], random: any RandomSource) -> [Int] {
        var equations = ProofEquations<Group>()
        // One draw for all: what draws from a pool waits for its turn.
        let weights = random.bytes(ProofEquations<Group>.weightCount * claims.count)
        for (position, claim) in claims.enumerated() {
            equations.add(claim, weights: weights.dropFirst(ProofEquations<Group>.weightCount * position))
        }
        guard !equations.hold else { return [] }
        return claims.indices.filter { position in
            var equations = ProofEquations<Group>()
            equations.add(claims[position], weights: random.bytes(ProofEquations<Group>.weightCount)[...])
            return !equations.hold
        }
    }
}

/// The equations of many proofs, each times a random weight below 2^128, as one sum that vanishes where all hold, and
/// with a probability of about 2^-128 where one does not (Bellare, Garay and Rabin, "Fast Batch Verification for Modular
/// Exponentiation and Digital Signatures", Eurocrypt 1998).
struct ProofEquations<Group: PrimeOrderGroup> {
    private var generator = Scalar<Group.Field>.zero
    private var terms: [Element<Group>.Term] = []
    private var secretTerms: [(scalar: Scalar<Group.Field>, element: SecretElement<Group>)] = []
    /// Where an element stands that several equations have: a public share, a base that all custodians were given.
    private var positions: [Element<Group>: Int] = [:]

    /// Random bytes that the equations of a claim take.
    static var weightCount: Int { 32 }

    /// s * A + c * B = T2 and s * M + c * Z = T3.
    ///
    /// - Parameter weights: begins with ``weightCount`` random bytes.
    mutating func add(_ claim: EqualityClaim<Group>, weights: ArraySlice<UInt8>) {
        let (statement, proof) = (claim.statement, claim.proof)
        let (m, z) = statement.composites
        let challenge = statement.challenge(m: m, z: z, t2: proof.first, t3: proof.second)
        let first = Scalar<Group.Field>(weight: weights.prefix(16))
        let second = Scalar<Group.Field>(weight: weights.dropFirst(16).prefix(16))
        add(first * proof.response, statement.a)
        add(first * challenge, statement.b)
        add(-first, proof.first)
        add(second * proof.response, m)
        secretTerms.append((second * challenge, z))
        add(-second, proof.second)
    }

    var hold: Bool { SecretElement.vanishes(generator: generator, terms, secretTerms) }

    private mutating func add(_ scalar: Scalar<Group.Field>, _ element: Element<Group>) {
        if element == .generator {
            generator = generator + scalar
        } else if let position = positions[element] {
            terms[position].scalar = terms[position].scalar + scalar
        } else {
            positions[element] = terms.count
            terms.append((scalar, element))
        }
    }
}
