package import ByteCoding
package import KeyMap

/// What the PRF of `SYMMETRIC_DEFAULT` is evaluated on.
///
/// A custodian receives these fields, never a point, and hashes them to the group itself: given points it would be a
/// static Diffie-Hellman oracle around every policy. The shard is no part of it, so that each shard of a version opens
/// what any other sealed.
package struct PRFInput: Hashable, Sendable {
    /// Whose PRF it is for. A domain key under quorum custody has the input of ``Suite/ristrettoPRF`` too.
    package let suite: Suite
    package let key: KeyID
    package let version: KeyVersionNumber
    /// ``EncryptionContext/digest``, 32 bytes.
    package let contextDigest: [UInt8]
    /// HMAC-SHA-256(rho, plaintext), 32 bytes.
    package let alpha: [UInt8]

    /// - Throws: `ByteCodingError` where a field has another length than 32 bytes.
    package init(
        suite: Suite = .ristrettoPRF, key: KeyID, version: KeyVersionNumber, contextDigest: [UInt8], alpha: [UInt8]
    ) throws(ByteCodingError) {
        guard contextDigest.count == 32, alpha.count == 32 else {
            throw ByteCodingError(.badValue, "a context digest and an alpha have 32 bytes each")
        }
        self.suite = suite
        self.key = key
        self.version = version
        self.contextDigest = contextDigest
        self.alpha = alpha
    }

    /// The bytes that are hashed, to the group or to blocks.
    package var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate prf input v1")
        writer.write(suite.name)
        writer.write(key.description)
        writer.write(version.value)
        writer.write(fixed: contextDigest)
        writer.write(fixed: alpha)
        return writer.bytes
    }
}
