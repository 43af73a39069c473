package import Groups
package import SecretSharing

extension SigningPackage {
    /// sign() (RFC 9591 section 5.2): z_i. Consumes the nonces.
    ///
    /// - Throws: ``FROSTError`` with `.foreignCommitment` where the list does not hold exactly this signer's commitment;
    ///   the nonces are gone all the same.
    package func sign(
        index: ShareIndex, share: borrowing SecretScalar<Group.Field>, nonces: consuming SigningNonces<Suite>
    ) throws(FROSTError) -> Scalar<Group.Field> {
        guard commitment(of: index) == nonces.commitment else {
            throw FROSTError(.foreignCommitment, "the list of commitments does not hold signer \(index)'s own")
        }
        let factor = interpolation[index] * challenge
        let bound = nonces.hiding.adding(nonces.binding.multiplied(by: bindingFactor(of: index)))
        return bound.adding(share.multiplied(by: factor)).published()
    }

    /// verify_signature_share() (section 5.4).
    ///
    /// - Throws: ``FROSTError`` with `.badShare` that names the signer.
    package func verify(
        share z: Scalar<Group.Field>, of index: ShareIndex, publicShare: Element<Group>
    ) throws(FROSTError) {
        guard let commitment = commitment(of: index) else {
            throw FROSTError(.badSigners, "signer \(index) is not in the list of commitments", culprit: index)
        }
        // z * G = D + rho * E + c * lambda * Y.
        let terms: [Element<Group>.Term] = [
            (.one, commitment.hiding), (bindingFactor(of: index), commitment.binding),
            (challenge * interpolation[index], publicShare),
        ]
        guard Element.variableTimeVanishes(generator: -z, terms) else {
            throw FROSTError(.badShare, "the signature share of signer \(index) is wrong", culprit: index)
        }
    }

    /// aggregate() (section 5.3): R and z, 64 bytes where both encodings have 32; nil where that is no signature, because a
    /// share is wrong.
    ///
    /// - Throws: ``FROSTError`` with `.badSigners` where a share is missing.
    package func aggregate(_ shares: [ShareIndex: Scalar<Group.Field>]) throws(FROSTError) -> [UInt8]? {
        var z = Scalar<Group.Field>.zero
        for (index, _) in commitments {
            guard let share = shares[index] else {
                throw FROSTError(.badSigners, "the signature share of signer \(index) is missing", culprit: index)
            }
            z = z + share
        }
        // z * G = R + c * Y: what those who verify the signature check.
        let isValid = Element.variableTimeVanishes(generator: -z, [(.one, groupCommitment), (challenge, publicKey)])
        return isValid ? groupCommitment.bytes + z.bytes : nil
    }
}
