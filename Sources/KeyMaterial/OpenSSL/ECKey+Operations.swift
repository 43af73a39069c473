import COpenSSL
import Secrets

extension ECKey {
    /// An ECDSA signature (FIPS 186-5, section 6.4.1) of a digest, as an ECDSA-Sig-Value in DER. The nonce is random and
    /// hedged with the private key and the digest, which is how OpenSSL makes it.
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`, also where the signature does not verify.
    borrowing func sign(_ digest: [UInt8]) throws(KeyMaterialError) -> [UInt8] {
        var signature = unsafe [UInt8](repeating: 0, count: Int(ECDSA_size(pointer)))
        var count: UInt32 = 0
        try OpenSSL.check(
            unsafe ECDSA_sign(0, digest, Int32(digest.count), &signature, &count, pointer), "sign a digest")
        signature.removeLast(signature.count - Int(count))
        try OpenSSL.check(isValid(signature: signature, digest: digest) ? 1 : 0, "make a signature that verifies")
        return signature
    }

    /// Whether an ECDSA signature in DER, in its only encoding, is the digest's (FIPS 186-5, section 6.4.2).
    borrowing func isValid(signature: [UInt8], digest: [UInt8]) -> Bool {
        guard signature.count <= 256 else { return false }
        let status = unsafe ECDSA_verify(
            0, digest, Int32(digest.count), signature, Int32(signature.count), pointer)
        ERR_clear_error()
        return status == 1
    }

    /// The x-coordinate of the shared point, with its leading zeros (ECDH; NIST SP 800-56A revision 3, section 5.7.1.2).
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`.
    borrowing func sharedSecret(with peer: borrowing ECKey) throws(KeyMaterialError) -> SecretBytes {
        var count: Int32 = 0
        let secret = unsafe SecretBytes(count: curve.byteCount) { bytes in
            unsafe count = ECDH_compute_key(
                bytes.baseAddress, bytes.count, EC_KEY_get0_public_key(peer.pointer), pointer, nil)
        }
        try OpenSSL.check(Int(count) == curve.byteCount ? 1 : 0, "agree on a secret")
        return secret
    }
}
