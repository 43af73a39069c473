import COpenSSL
import Secrets

extension RSAKey {
    /// An RSASSA-PKCS1-v1_5 signature of a digest (RFC 8017, section 8.2.1).
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`, also where the signature does not verify: a fault in one prime's
    ///   half of the calculation would give the key away.
    borrowing func signPKCS1(_ digest: [UInt8], _ hash: HashFunction) throws(KeyMaterialError) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: byteCount)
        var count: UInt32 = 0
        try OpenSSL.check(
            unsafe RSA_sign(hash.identifier, digest, UInt32(digest.count), &signature, &count, pointer), "sign a digest"
        )
        let isValid = Int(count) == byteCount && isValidPKCS1(signature: signature, digest: digest, hash)
        try OpenSSL.check(isValid ? 1 : 0, "make a signature that verifies")
        return signature
    }

    /// An RSASSA-PSS signature of a digest (RFC 8017, section 8.1.1) with a salt as long as the digest.
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`, also where the signature does not verify.
    borrowing func signPSS(_ digest: [UInt8], _ hash: HashFunction) throws(KeyMaterialError) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: byteCount)
        try OpenSSL.check(
            unsafe RSA_padding_add_PKCS1_PSS_mgf1(
                pointer, &block, digest, hash.method, hash.method, RSA_PSS_SALTLEN_DIGEST), "pad a digest")
        var signature = [UInt8](repeating: 0, count: byteCount)
        let count = unsafe RSA_private_encrypt(Int32(block.count), block, &signature, pointer, RSA_NO_PADDING)
        let isValid =
            Int(count) == byteCount && opened(signature) == block
            && isValidPSS(signature: signature, digest: digest, hash)
        try OpenSSL.check(isValid ? 1 : 0, "make a signature that verifies")
        return signature
    }

    /// RFC 8017, section 8.2.2.
    borrowing func isValidPKCS1(signature: [UInt8], digest: [UInt8], _ hash: HashFunction) -> Bool {
        guard signature.count == byteCount else { return false }
        let status = unsafe RSA_verify(
            hash.identifier, digest, UInt32(digest.count), signature, UInt32(signature.count), pointer)
        ERR_clear_error()
        return status == 1
    }

    /// RFC 8017, section 8.1.2. A salt of another length than the digest's is refused.
    borrowing func isValidPSS(signature: [UInt8], digest: [UInt8], _ hash: HashFunction) -> Bool {
        guard signature.count == byteCount, let block = opened(signature) else { return false }
        let status = unsafe RSA_verify_PKCS1_PSS_mgf1(
            pointer, digest, hash.method, hash.method, block, RSA_PSS_SALTLEN_DIGEST)
        ERR_clear_error()
        return status == 1
    }

    /// The public operation, without any padding; nil where the number is not below the modulus.
    private borrowing func opened(_ signature: [UInt8]) -> [UInt8]? {
        var block = [UInt8](repeating: 0, count: byteCount)
        let count = unsafe RSA_public_decrypt(Int32(signature.count), signature, &block, pointer, RSA_NO_PADDING)
        ERR_clear_error()
        return Int(count) == byteCount ? block : nil
    }
}
