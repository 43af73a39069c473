import Crypto
import Foundation
package import Secrets

/// The 32 bytes that everything a node keeps on disk is sealed with. Whoever loses them loses what was sealed.
///
/// A class, because `SecretBytes` has one owner and several stores share the key.
package final class SealingKey: Sendable {
    package static let byteCount = 32

    private let secret: SecretBytes

    /// - Throws: ``FleetError`` with `.badSealingKey` unless it has 32 bytes.
    package init(_ secret: consuming SecretBytes) throws(FleetError) {
        guard secret.count == Self.byteCount else {
            throw FleetError(.badSealingKey, "a sealing key has \(Self.byteCount) bytes, not \(secret.count)")
        }
        self.secret = secret
    }

    /// The key for one purpose: HKDF-SHA256 (RFC 5869) of the sealing key, a salt, and a label of ours as the info.
    func derived(label: String, salt: [UInt8]) -> SymmetricKey {
        let input = unsafe secret.withUnsafeBytes { bytes in unsafe SymmetricKey(data: bytes) }
        return HKDF<SHA256>.deriveKey(
            inputKeyMaterial: input, salt: salt, info: Array("quorate seal v1 \(label)".utf8), outputByteCount: 32)
    }

    /// Lends the key to what keeps it in a file.
    func withSecret<Result>(_ body: (borrowing SecretBytes) throws(FleetError) -> Result) throws(FleetError) -> Result {
        try body(secret)
    }
}
