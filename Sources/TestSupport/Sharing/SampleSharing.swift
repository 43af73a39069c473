package import Groups
package import SecretSharing
package import Secrets

/// A key shared by a dealer, which only tests have.
package struct SampleSharing<Group: PrimeOrderGroup>: Sendable {
    package let threshold: Threshold
    package let secret: SharedSecret<Group.Field>
    package let commitments: FeldmanCommitments<Group>
    package let shares: [ShareIndex: SharedSecret<Group.Field>]

    /// - Throws: `SharingError`, which a polynomial of the right degree never meets.
    package init(_ threshold: Threshold, random: any RandomSource) throws(SharingError) {
        let coefficients = (0..<threshold.quorum).map { _ in SecretScalar<Group.Field>.random(from: random).published()
        }
        try self.init(threshold, coefficients: coefficients)
    }

    /// - Throws: `SharingError` where there are not as many coefficients as the quorum.
    package init(_ threshold: Threshold, coefficients: [Scalar<Group.Field>]) throws(SharingError) {
        let polynomial = SecretPolynomial<Group.Field>(coefficients: coefficients)
        self.threshold = threshold
        secret = SharedSecret(SecretScalar(coefficients[0]))
        commitments = try FeldmanCommitments(polynomial.committed(in: Group.self), threshold: threshold)
        var shares: [ShareIndex: SharedSecret<Group.Field>] = [:]
        for index in ShareIndex.all(of: threshold) { shares[index] = SharedSecret(polynomial.share(at: index)) }
        self.shares = shares
    }

    package var publicKey: Element<Group> { commitments.constant }

    package func share(_ index: ShareIndex) -> SharedSecret<Group.Field> {
        guard let share = shares[index] else { preconditionFailure("there is no share \(index) of \(threshold)") }
        return share
    }

    package func publicShare(_ index: ShareIndex) -> Element<Group> { commitments.publicShare(of: index) }
}

extension SharedSecret {
    /// The secret's encoding, which nobody but a test may see.
    package var revealed: [UInt8] {
        unsafe scalar.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
