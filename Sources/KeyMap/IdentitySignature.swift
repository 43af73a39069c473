import Crypto

/// Ed25519 signatures of nodes: a custodian's identity key, the hub's key.
package enum IdentitySignature {
    /// - Parameters:
    ///   - signature: 64 bytes.
    ///   - key: the public key, 32 bytes.
    package static func isValid(_ signature: [UInt8], over message: [UInt8], by key: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
