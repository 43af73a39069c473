import Crypto
import CustodianContract
import Foundation
package import Secrets

/// Key material under a quorum key's secret: HPKE (RFC 9180) in base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
/// AES-256-GCM. Whoever knows the secret opens it; who sealed it is said by signatures beside it.
package struct HPKEMaterialSealing: MaterialSealing {
    private static let suite = HPKE.Ciphersuite(kem: .P256_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    /// An uncompressed point (RFC 9180, section 7.1.1).
    private static let encapsulatedKeyCount = 65

    package init() {}

    package func seal(
        _ material: borrowing SecretBytes, to recipient: [UInt8], binding info: [UInt8]
    ) throws -> [UInt8] {
        var sender = try HPKE.Sender(
            recipientKey: P256.KeyAgreement.PublicKey(compressedRepresentation: recipient), ciphersuite: Self.suite,
            info: Data(info))
        var plaintext = material.revealed()
        defer { plaintext.wipe() }
        return Array(sender.encapsulatedKey) + Array(try sender.seal(plaintext, authenticating: info))
    }

    package func open(
        _ sealed: [UInt8], with secret: borrowing SecretBytes, binding info: [UInt8]
    ) throws -> SecretBytes {
        var raw = secret.revealed()
        defer { raw.wipe() }
        var recipient = try HPKE.Recipient(
            privateKey: P256.KeyAgreement.PrivateKey(rawRepresentation: raw), ciphersuite: Self.suite,
            info: Data(info), encapsulatedKey: Data(sealed.prefix(Self.encapsulatedKeyCount)))
        var plaintext = try recipient.open(sealed.dropFirst(Self.encapsulatedKeyCount), authenticating: info)
        defer { plaintext.resetBytes(in: plaintext.indices) }
        return SecretBytes(copying: plaintext)
    }
}
