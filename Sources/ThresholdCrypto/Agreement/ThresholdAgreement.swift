package import Groups
package import Secrets
package import SecretSharing

/// Diffie-Hellman over P-256 with a private key that exists as shares only: threshold decryption of ElGamal (Desmedt and
/// Frankel, Crypto 1989) without the ciphertext, with the shared secret of NIST SP 800-56A revision 3, section 5.7.1.2.
///
/// Letters: s_i a share, Q the peer's public key, Z_i = s_i * Q a partial result; the sum of lambda_i * Z_i is x * Q.
package enum ThresholdAgreement {
    /// The x-coordinate of the shared point, 32 bytes, from proven partials of at least a quorum.
    ///
    /// There always is one: the order is prime, and neither the key nor the peer's point is zero.
    ///
    /// - Throws: `SharingError` where they are too few.
    package static func sharedSecret(
        of partials: [ShareIndex: SecretElement<Secp256r1>], threshold: Threshold
    ) throws(SharingError) -> SecretBytes {
        let interpolation = try Interpolation<FieldP256>(over: partials.keys.sorted(), threshold: threshold)
        // Compressed: the sign of y, then x.
        return unsafe interpolation.combine(partials).withUnsafeBytes { unsafe SecretBytes(copying: $0.dropFirst()) }
    }
}
