package import Groups
package import Secrets

/// A signer's two nonces for one signature (RFC 9591 section 5.1). `sign` consumes them: use twice does not compile.
package struct SigningNonces<Suite: FROSTSuite>: ~Copyable, Sendable {
    let hiding: SecretScalar<Suite.Group.Field>
    let binding: SecretScalar<Suite.Group.Field>
    package let commitment: NonceCommitment<Suite.Group>
    package let transfer: NonceCommitment<Suite.Group>.Transfer

    package static var randomnessCount: Int { 64 }

    /// commit(): nonces hedged with the share, so that a weak generator alone gives nothing away.
    package init(share: borrowing SecretScalar<Suite.Group.Field>, random: any RandomSource) {
        var randomness = random.bytes(Self.randomnessCount)
        defer { randomness.wipe() }
        self.init(share: share, randomness: randomness[...])
    }

    /// The same with randomness that was drawn already, ``randomnessCount`` bytes for these nonces alone.
    package init(share: borrowing SecretScalar<Suite.Group.Field>, randomness: ArraySlice<UInt8>) {
        self.init(
            hiding: Self.generate(share: share, randomness: randomness.prefix(32)),
            binding: Self.generate(share: share, randomness: randomness.dropFirst(32)))
    }

    private init(
        hiding: consuming SecretScalar<Suite.Group.Field>, binding: consuming SecretScalar<Suite.Group.Field>
    ) {
        transfer = NonceCommitment.Transfer(
            hiding: Suite.Group.transferForm(ofGeneratorTimes: hiding),
            binding: Suite.Group.transferForm(ofGeneratorTimes: binding))
        guard let commitment = try? NonceCommitment.decode([transfer]).first else {
            preconditionFailure("nonces were made that are zero, which has a chance of 2^-252")
        }
        self.commitment = commitment
        self.hiding = hiding
        self.binding = binding
    }

    /// nonce_generate() with given randomness.
    private static func generate(
        share: borrowing SecretScalar<Suite.Group.Field>, randomness: ArraySlice<UInt8>
    ) -> SecretScalar<Suite.Group.Field> {
        // Room for both, so that nothing of it is moved and left behind.
        var input: [UInt8] = []
        input.reserveCapacity(64)
        input.append(contentsOf: randomness)
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

    /// The same as nodes send it to each other (`Element.decode(transferForms:)`), and by which a signer knows its own again.
    package struct Transfer: Hashable, Sendable {
        package let hiding: [UInt8]
        package let binding: [UInt8]

        package init(hiding: [UInt8], binding: [UInt8]) {
            self.hiding = hiding
            self.binding = binding
        }

        /// Of one half, which no two share, in one step instead of byte by byte.
        package func hash(into hasher: inout Hasher) {
            unsafe hiding.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }
    }

    /// In the order given.
    ///
    /// - Throws: `GroupError` where one is no pair of elements, or one of these is the identity.
    @_specialize(where Group == Edwards25519)
    package static func decode(_ transfers: [Transfer]) throws(GroupError) -> [NonceCommitment] {
        let elements = try Element<Group>.decode(transferForms: transfers.flatMap { [$0.hiding, $0.binding] })
        return transfers.indices.map { NonceCommitment(hiding: elements[2 * $0], binding: elements[2 * $0 + 1]) }
    }
}
