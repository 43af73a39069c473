package import Secrets

/// Encryption of key material to the public half of a key version's secret, and back: HPKE (RFC 9180) in base mode with
/// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM.
package protocol MaterialSealing: Sendable {
    /// - Parameter recipient: X, a compressed point of P-256, 33 bytes.
    func seal(_ material: borrowing SecretBytes, to recipient: [UInt8], binding info: [UInt8]) throws -> [UInt8]

    /// - Parameter secret: x, 32 big-endian bytes.
    /// - Throws: where the material was sealed to another secret, for another key, or changed.
    func open(_ sealed: [UInt8], with secret: borrowing SecretBytes, binding info: [UInt8]) throws -> SecretBytes
}
