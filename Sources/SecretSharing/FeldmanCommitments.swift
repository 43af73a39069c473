package import Groups

/// A dealer's commitments to its polynomial's coefficients (Feldman 1987): exactly k elements, constant first. Against
/// them anyone can check a share, and derive the public share of any index.
package struct FeldmanCommitments<Group: PrimeOrderGroup>: Hashable, Sendable {
    package let elements: [Element<Group>]

    /// - Throws: ``SharingError`` with `.wrongCommitments` where there are more or fewer than k (which would raise or
    ///   lower the threshold), or where the constant one is the identity.
    package init(_ elements: [Element<Group>], threshold: Threshold) throws(SharingError) {
        guard elements.count == threshold.quorum else {
            throw SharingError(
                .wrongCommitments,
                "\(elements.count) commitments for a quorum of \(threshold.quorum): there must be exactly as many")
        }
        guard !elements[0].isIdentity else {
            throw SharingError(.wrongCommitments, "the commitment to the constant coefficient is the identity")
        }
        self.elements = elements
    }

    /// Decodes commitments from outside.
    ///
    /// - Throws: ``SharingError`` with `.wrongCommitments`.
    package init(decoding encodings: [[UInt8]], threshold: Threshold) throws(SharingError) {
        guard encodings.count == threshold.quorum else {
            throw SharingError(
                .wrongCommitments,
                "\(encodings.count) commitments for a quorum of \(threshold.quorum): there must be exactly as many")
        }
        var elements: [Element<Group>] = []
        for encoding in encodings {
            do {
                elements.append(try Element(canonicalOrIdentity: encoding))
            } catch {
                throw SharingError(.wrongCommitments, "a commitment is not an element: \(error.message)")
            }
        }
        try self.init(elements, threshold: threshold)
    }

    package var encoded: [[UInt8]] { elements.map { $0.bytes } }

    /// f(0) times the generator.
    package var constant: Element<Group> { elements[0] }

    /// f(index) times the generator.
    package func publicShare(of index: ShareIndex) -> Element<Group> {
        publicShares(of: [index])[0]
    }

    /// f(index) times the generator for each index: the sum of index^j times the j-th commitment.
    package func publicShares(of indices: [ShareIndex]) -> [Element<Group>] {
        Element.variableTimeSums(
            indices.map { index in
                let x = index.scalar(in: Group.Field.self)
                var power = Scalar<Group.Field>.one
                return elements.map { element in
                    defer { power = power * x }
                    return (power, element)
                }
            })
    }

    /// - Throws: ``SharingError`` with `.shareMismatch` where the share is not f(index).
    package func verify(_ share: borrowing SecretScalar<Group.Field>, at index: ShareIndex) throws(SharingError) {
        guard Element<Group>(generatorTimes: share) == publicShare(of: index) else {
            throw SharingError(.shareMismatch, "the share at index \(index) does not fit its dealer's commitments")
        }
    }

    /// The commitments of the sum of the dealers' polynomials.
    ///
    /// - Throws: ``SharingError`` with `.wrongCommitments` where there is no dealer, or the joint constant is the identity.
    package static func joint(of dealers: [FeldmanCommitments], threshold: Threshold) throws(SharingError) -> Self {
        guard let first = dealers.first else {
            throw SharingError(.wrongCommitments, "there are no dealers")
        }
        let sums = first.elements.indices.map { position in
            dealers.map { (scalar: Scalar<Group.Field>.one, element: $0.elements[position]) }
        }
        return try FeldmanCommitments(Element.variableTimeSums(sums), threshold: threshold)
    }
}
