package import Groups
package import SecretSharing

/// What every signer of one signature is given: the message and everyone's commitments; and what follows from them.
package struct SigningPackage<Suite: FROSTSuite>: Sendable {
    package typealias Group = Suite.Group

    package let threshold: Threshold
    package let publicKey: Element<Group>
    package let message: [UInt8]
    /// By index, ascending; exactly a quorum.
    package let commitments: [(index: ShareIndex, commitment: NonceCommitment<Group>)]
    let interpolation: Interpolation<Group.Field>
    private let bindingFactors: [ShareIndex: Scalar<Group.Field>]
    /// R.
    package let groupCommitment: Element<Group>
    /// c.
    package let challenge: Scalar<Group.Field>

    /// - Throws: ``FROSTError`` with `.badSigners` unless there are exactly k signers with distinct indices in 1...n.
    @_specialize(where Suite == FROSTEd25519)
    package init(
        message: [UInt8], commitments: [(index: ShareIndex, commitment: NonceCommitment<Group>)],
        publicKey: Element<Group>, threshold: Threshold
    ) throws(FROSTError) {
        guard commitments.count == threshold.quorum else {
            throw FROSTError(
                .badSigners, "a list of \(commitments.count) signers where the quorum is \(threshold.quorum)")
        }
        do {
            interpolation = try Interpolation(over: commitments.map { $0.index }, threshold: threshold)
        } catch {
            throw FROSTError(.badSigners, error.message)
        }
        let commitments = commitments.sorted { $0.index < $1.index }
        self.threshold = threshold
        self.publicKey = publicKey
        self.message = message
        self.commitments = commitments
        bindingFactors = Self.bindingFactors(message: message, commitments: commitments, publicKey: publicKey)
        // compute_group_commitment (section 4.5).
        var terms: [Element<Group>.Term] = []
        for (index, commitment) in commitments {
            terms += [(.one, commitment.hiding), (bindingFactors[index] ?? .zero, commitment.binding)]
        }
        groupCommitment = .variableTimeSum(terms)
        challenge = Suite.h2(commitment: groupCommitment.bytes, publicKey: publicKey.bytes, message: message)
    }

    /// rho_i.
    package func bindingFactor(of index: ShareIndex) -> Scalar<Group.Field> {
        bindingFactors[index] ?? .zero
    }

    package func commitment(of index: ShareIndex) -> NonceCommitment<Group>? {
        commitments.first { $0.index == index }?.commitment
    }

    /// compute_binding_factors (section 4.4).
    private static func bindingFactors(
        message: [UInt8], commitments: [(index: ShareIndex, commitment: NonceCommitment<Group>)],
        publicKey: Element<Group>
    ) -> [ShareIndex: Scalar<Group.Field>] {
        var list: [UInt8] = []
        for (index, commitment) in commitments {
            list += index.scalar(in: Group.Field.self).bytes + commitment.hiding.bytes + commitment.binding.bytes
        }
        let prefix = publicKey.bytes + Suite.h4(message) + Suite.h5(list)
        var factors: [ShareIndex: Scalar<Group.Field>] = [:]
        for (index, _) in commitments {
            factors[index] = Suite.h1(prefix + index.scalar(in: Group.Field.self).bytes)
        }
        return factors
    }
}
