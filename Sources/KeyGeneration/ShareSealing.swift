package import Secrets

/// Encrypts a share from one member to another: HPKE in AuthPSK mode (RFC 9180) with the fleet key as PSK. Above this
/// layer, because the library's interface needs Foundation.
package protocol ShareSealing: Sendable {
    /// The private half of a fresh X25519 key pair for one ceremony, 32 bytes.
    func makePrivateKey() -> SecretBytes

    /// Encapsulated key and ciphertext, from this member to the holder of `recipient`.
    func seal(_ share: borrowing SecretBytes, to recipient: [UInt8], binding info: [UInt8]) throws -> [UInt8]

    /// The share that the holder of `sender` sealed to the public half of `privateKey`.
    ///
    /// - Throws: ``AwaitedFleetKey``; where it was sealed by another, to another, for another purpose, or changed.
    func open(
        _ sealed: [UInt8], with privateKey: borrowing SecretBytes, from sender: [UInt8], binding info: [UInt8]
    ) throws -> SecretBytes

    /// The share that the holder of `sender` sealed to this member's own lasting key.
    ///
    /// - Throws: where it was sealed by another, to another, for another purpose, or changed.
    func open(_ sealed: [UInt8], from sender: [UInt8], binding info: [UInt8]) throws -> SecretBytes

    /// The public half, 32 bytes; nil where the bytes are no private key. A complaint must reveal the very key that was
    /// announced.
    func publicKey(of privateKey: borrowing SecretBytes) -> [UInt8]?
}

/// A share is sealed under a fleet key that only one of its two ends has: nobody's fault, and over as soon as the other has
/// caught up with the charter.
package struct AwaitedFleetKey: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Signs what a member says with its Ed25519 identity key.
package protocol CeremonySigner: Sendable {
    /// 64 bytes.
    func sign(_ message: [UInt8]) throws -> [UInt8]
}
