package import Groups
package import Secrets

/// A Schnorr proof of knowledge of a commitment's discrete logarithm (FROST, SAC 2020, figure 1, round 1): without it a
/// coalition that speaks last picks the key.
package struct ProofOfKnowledge<Group: PrimeOrderGroup>: Hashable, Sendable {
    /// R = k * G.
    package let commitment: Element<Group>
    /// mu = k + a_0 * c.
    package let response: Scalar<Group.Field>

    package init(commitment: Element<Group>, response: Scalar<Group.Field>) {
        self.commitment = commitment
        self.response = response
    }

    /// - Parameter challenge: c as a function of R; it binds session, index and statement.
    package static func prove(
        secret: borrowing SecretScalar<Group.Field>, random: any RandomSource,
        challenge: (Element<Group>) -> Scalar<Group.Field>
    ) -> ProofOfKnowledge {
        let nonce = SecretScalar<Group.Field>.random(from: random)
        let commitment = Element<Group>(generatorTimes: nonce)
        let response = nonce.adding(secret.multiplied(by: challenge(commitment))).published()
        return ProofOfKnowledge(commitment: commitment, response: response)
    }

    /// - Throws: ``ProofError`` with `.falseProof`.
    package func verify(
        statement: Element<Group>, challenge: (Element<Group>) -> Scalar<Group.Field>
    ) throws(ProofError) {
        let terms: [Element<Group>.Term] = [(-challenge(commitment), statement), (-.one, commitment)]
        guard Element.variableTimeVanishes(generator: response, terms) else {
            throw ProofError(.falseProof, "a proof of knowledge of a commitment's secret does not hold")
        }
    }
}
