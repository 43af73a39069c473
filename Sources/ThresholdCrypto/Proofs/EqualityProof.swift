package import Groups

/// A proof that one secret k takes A to B and every C_i to D_i (Chaum-Pedersen, batched as in RFC 9497 section 2.2).
///
/// It carries the commitments rather than the challenge, (A_1, A_2, s) instead of (c, s), so that many proofs can be
/// verified in one multi-scalar multiplication.
package struct EqualityProof<Group: PrimeOrderGroup>: Hashable, Sendable {
    /// r * A.
    package let first: Element<Group>
    /// r * M, M the composite of the C_i.
    package let second: Element<Group>
    /// r - c * k.
    package let response: Scalar<Group.Field>

    package init(first: Element<Group>, second: Element<Group>, response: Scalar<Group.Field>) {
        self.first = first
        self.second = second
        self.response = response
    }

    /// - Throws: `GroupError` where a field is not canonical, or an element is the identity.
    package init(
        first: some Collection<UInt8>, second: some Collection<UInt8>, response: some Collection<UInt8>
    ) throws(GroupError) {
        self.first = try Element(canonical: first)
        self.second = try Element(canonical: second)
        self.response = try Scalar(canonical: response)
    }
}
