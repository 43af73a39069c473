import COpenSSL
import Secrets

extension RSAKey {
    /// RSAES-OAEP encryption with an empty label (RFC 8017, section 7.1.1).
    ///
    /// - Throws: ``KeyMaterialError`` with `.badInput` for a plaintext longer than the block less two digests and two
    ///   bytes.
    borrowing func encrypt(_ plaintext: borrowing SecretBytes, _ hash: HashFunction) throws(KeyMaterialError) -> [UInt8]
    {
        let limit = byteCount - 2 * hash.byteCount - 2
        guard plaintext.count <= limit else {
            throw KeyMaterialError(.badInput, "the plaintext has \(plaintext.count) bytes, more than \(limit)")
        }
        var status: Int32 = 0
        let block = unsafe SecretBytes(count: byteCount) { block in
            unsafe plaintext.withUnsafeBytes { plaintext in
                unsafe status = RSA_padding_add_PKCS1_OAEP_mgf1(
                    octets(block.baseAddress), Int32(block.count), octets(plaintext.baseAddress),
                    Int32(plaintext.count), nil, 0, hash.method, hash.method)
            }
        }
        try OpenSSL.check(status, "pad a plaintext")
        var ciphertext = [UInt8](repeating: 0, count: byteCount)
        let count = unsafe block.withUnsafeBytes { block in
            unsafe RSA_public_encrypt(
                Int32(block.count), octets(block.baseAddress), &ciphertext, pointer, RSA_NO_PADDING)
        }
        try OpenSSL.check(Int(count) == byteCount ? 1 : 0, "encrypt a plaintext")
        return ciphertext
    }

    /// RSAES-OAEP decryption with an empty label (RFC 8017, section 7.1.2). The padding is judged in constant time and in
    /// this place only.
    ///
    /// - Throws: ``KeyMaterialError/decryptionFailed``, whatever was wrong.
    borrowing func decrypt(_ ciphertext: some Collection<UInt8>, _ hash: HashFunction) throws(KeyMaterialError)
        -> SecretBytes
    {
        let ciphertext = Array(ciphertext)
        let size = Int32(byteCount)
        guard ciphertext.count == byteCount else { throw .decryptionFailed }
        var count: Int32 = -1
        let block = unsafe SecretBytes(count: byteCount) { block in
            unsafe count = RSA_private_decrypt(size, ciphertext, octets(block.baseAddress), pointer, RSA_NO_PADDING)
        }
        defer { ERR_clear_error() }
        guard count == size else { throw .decryptionFailed }
        let plaintext = unsafe SecretBytes(count: byteCount) { plaintext in
            unsafe block.withUnsafeBytes { block in
                unsafe count = RSA_padding_check_PKCS1_OAEP_mgf1(
                    octets(plaintext.baseAddress), size, octets(block.baseAddress), size, size, nil, 0, hash.method,
                    hash.method)
            }
        }
        guard count >= 0 else { throw .decryptionFailed }
        return SecretBytes(copying: plaintext.bytes.extracting(first: Int(count)))
    }
}
