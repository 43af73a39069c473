import ByteCoding
package import KeyMap

/// Nonce commitments that a custodian offers to one gateway, under its identity signature.
package struct NonceBatch: Hashable, Sendable {
    package let epoch: Epoch
    package let scheme: SignatureScheme
    /// The custodian's boot: a restart voids every nonce.
    package let boot: [UInt8]
    package let commitments: [SignerCommitment]
    /// Ed25519, 64 bytes.
    package let signature: [UInt8]

    package init(
        epoch: Epoch, scheme: SignatureScheme, boot: [UInt8], commitments: [SignerCommitment], signature: [UInt8]
    ) {
        self.epoch = epoch
        self.scheme = scheme
        self.boot = boot
        self.commitments = commitments
        self.signature = signature
    }

    /// The bytes under the signature.
    package static func statement(
        share: ShareName, epoch: Epoch, scheme: SignatureScheme, gateway: String, boot: [UInt8],
        commitments: [SignerCommitment]
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate nonce commitments v2")
        share.encode(into: &writer)
        writer.write(epoch.value)
        writer.write(scheme.rawValue)
        writer.write(gateway)
        writer.write(prefixed: boot)
        writer.write(UInt32(commitments.count))
        for commitment in commitments {
            writer.write(UInt32(commitment.index))
            writer.write(prefixed: commitment.hiding)
            writer.write(prefixed: commitment.binding)
        }
        return writer.bytes
    }

    /// Whether the custodian with this identity key offered these commitments to this gateway.
    package func isSigned(share: ShareName, gateway: String, by identityKey: [UInt8]) -> Bool {
        let statement = Self.statement(
            share: share, epoch: epoch, scheme: scheme, gateway: gateway, boot: boot, commitments: commitments)
        return IdentitySignature.isValid(signature, over: statement, by: identityKey)
    }
}
