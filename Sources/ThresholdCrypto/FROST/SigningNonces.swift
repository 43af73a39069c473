package import Groups
package import Secrets

/// A signer's two nonces for one signature (RFC 9591 section 5.1). `sign` consumes them: use twice does not compile.
package struct SigningNonces<Suite: FROSTSuite>: ~Copyable, Sendable {
    let hiding: SecretScalar<Suite.Group.Field>
    let binding: SecretScalar<Suite.Group.Field>
    package let commitment: NonceCommitment<Suite.Group>

    /// commit(): nonces hedged with the share, so that a weak generator alone gives nothing away.
    package init(share: borrowing SecretScalar<Suite.Group.Field>, random: any RandomSource) {
        self.init(
            hiding: Self.generate(share: share, randomness: random.bytes(32)),
            binding: Self.generate(share: share, randomness: random.bytes(32)))
    }

    private init(
        hiding: consuming SecretScalar<Suite.Group.Field>, binding: consuming SecretScalar<Suite.Group.Field>
    ) {
        commitment = NonceCommitment(
            hiding: Element(generatorTimes: hiding), binding: Element(generatorTimes: binding))
        self.hiding = hiding
        self.binding = binding
    }

    /// nonce_generate() with given randomness.
    private static func generate(
        share: borrowing SecretScalar<Suite.Group.Field>, randomness: [UInt8]
    ) -> SecretScalar<Suite.Group.Field> {
        var input = randomness
        unsafe share.withUnsafeBytes { bytes in unsafe input.append(contentsOf: bytes) }
        defer { input.wipe() }
        return Suite.h3(input)
    }
}

/// What a signer publishes of its nonces: D and E.
package struct NonceCommitment<Group: PrimeOrderGroup>: Hashable, Sendable {
    package let hiding: Element<Group>
    package let binding: Element<Group>

    package init(hiding: Element<Group>, binding: Element<Group>) {
        self.hiding = hiding
        self.binding = binding
    }

    /// The same as bytes, by which a signer knows its own again without decoding them.
    package struct Encoded: Hashable, Sendable {
        private let hiding: Group.Encoding
        private let binding: Group.Encoding

        fileprivate init(hiding: Group.Encoding, binding: Group.Encoding) {
            self.hiding = hiding
            self.binding = binding
        }

        /// Nil where the bytes have another length than elements have.
        package init?(hiding: some Collection<UInt8>, binding: some Collection<UInt8>) {
            guard let hiding = Group.Encoding(hiding), let binding = Group.Encoding(binding) else { return nil }
            self.init(hiding: hiding, binding: binding)
        }
    }

    package var encoded: Encoded { Encoded(hiding: hiding.encoding, binding: binding.encoding) }

    /// - Throws: `GroupError` where an element is not canonical, outside the prime-order group or the identity.
    package init(hiding: some Collection<UInt8>, binding: some Collection<UInt8>) throws(GroupError) {
        self.hiding = try Element(canonical: hiding)
        self.binding = try Element(canonical: binding)
    }
}
