import Groups

/// Ed25519 signatures of nodes: a custodian's identity key, the hub's key. Verified by libsodium, which takes less than
/// half the time of swift-crypto, and on which a reconstruction spends most of its own.
package enum IdentitySignature {
    /// - Parameters:
    ///   - signature: 64 bytes.
    ///   - key: the public key, 32 bytes.
    package static func isValid(_ signature: [UInt8], over message: [UInt8], by key: [UInt8]) -> Bool {
        Ed25519Verification.isValid(signature: signature, message: message, publicKey: key)
    }
}
