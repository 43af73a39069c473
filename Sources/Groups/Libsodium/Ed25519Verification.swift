import CSodium

/// Verification of plain and pre-hashed Ed25519 signatures (RFC 8032), as a client outside the fleet would do it:
/// canonical S, no small-order points.
package enum Ed25519Verification {
    /// A PureEdDSA signature over a message.
    package static func isValid(signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard signature.count == 64, publicKey.count == 32 else { return false }
        return unsafe crypto_sign_ed25519_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }

    /// An Ed25519ph signature with an empty context over a message of any length.
    package static func isValidPrehashed(signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard signature.count == 64, publicKey.count == 32 else { return false }
        var state = crypto_sign_ed25519ph_state()
        unsafe crypto_sign_ed25519ph_init(&state)
        unsafe crypto_sign_ed25519ph_update(&state, message, UInt64(message.count))
        var signature = signature
        return unsafe crypto_sign_ed25519ph_final_verify(&state, &signature, publicKey) == 0
    }
}
