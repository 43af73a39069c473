package import KeyMap
package import KeyMaterial
package import SecretSharing

/// A request to compute with one share.
package struct ShareUse: Hashable, Sendable {
    package let share: ShareName
    package let epoch: Epoch
    package let suite: Suite
    /// The region that a multi-Region key is used in, whose state counts; empty for the key's own, the primary one.
    package let region: String
    /// The client's request id, for the custodian's own audit record.
    package let clientRequest: String
    /// The KMS operation, as the gateway claims it.
    package let operation: String
    package let action: Action

    package enum Action: Hashable, Sendable {
        /// A partial of the distributed PRF over these fields of its input.
        case evaluatePRF(contextDigest: [UInt8], alpha: [UInt8], withProof: Bool)
        /// Values of the replicated-key PRF over these fields of its input: all of the member's where they are to be checked
        /// against others', otherwise the sum of those that fall to it among the responders.
        case evaluateReplicated(contextDigest: [UInt8], alpha: [UInt8], responders: MemberSet, crossChecked: Bool)
        /// Fresh nonce commitments.
        case commitNonces(SignatureScheme, count: Int)
        /// A FROST signature share; fresh commitments come along.
        case sign(SignatureScheme, message: [UInt8], commitments: [SignerCommitment], replenish: Int)
        /// A partial of a key agreement with a peer's point (P-256, compressed), always with a proof.
        case agree(peer: [UInt8])
        /// Rebuild the key, do this with it, and forget it; the custodian need hold no share.
        case perform(KeyOperation)
        /// A new RSA key of this spec, to wrap material for the key with until the token expires.
        case makeImportKey(ImportWrapping, KeySpec, expires: Timestamp)
    }

    /// Whether it is computed at once: others of its message need not wait for it.
    package var isImmediate: Bool {
        switch action {
        case .evaluatePRF, .evaluateReplicated, .agree, .commitNonces, .sign: true
        case .perform, .makeImportKey: false
        }
    }

    package init(
        share: ShareName, epoch: Epoch, suite: Suite, region: String = "", clientRequest: String, operation: String,
        action: Action
    ) {
        self.share = share
        self.epoch = epoch
        self.suite = suite
        self.region = region
        self.clientRequest = clientRequest
        self.operation = operation
        self.action = action
    }
}

/// The two kinds of Ed25519 signature (RFC 8032); each has nonces of its own.
package enum SignatureScheme: UInt8, Hashable, Sendable, CaseIterable {
    case ed25519 = 1
    /// The message is the 64-byte digest that the client gave.
    case ed25519ph = 2
}

/// One signer's nonce commitment in its transfer form (`Element.decode(transferForms:)`): 64 bytes each.
package struct SignerCommitment: Hashable, Sendable {
    package let index: Int
    package let hiding: [UInt8]
    package let binding: [UInt8]

    package init(index: Int, hiding: [UInt8], binding: [UInt8]) {
        self.index = index
        self.hiding = hiding
        self.binding = binding
    }
}
