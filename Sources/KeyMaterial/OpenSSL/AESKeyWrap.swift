import COpenSSL
import Secrets

/// AES key wrap with padding (RFC 5649), the receiving side.
enum AESKeyWrap {
    /// - Parameters:
    ///   - wrapped: at least two blocks of eight bytes.
    ///   - key: 16, 24 or 32 bytes.
    /// - Throws: ``KeyMaterialError/decryptionFailed``, whatever was wrong.
    static func unwrap(_ wrapped: some Collection<UInt8>, key: borrowing SecretBytes) throws(KeyMaterialError)
        -> SecretBytes
    {
        let wrapped = Array(wrapped)
        guard wrapped.count >= 16, wrapped.count.isMultiple(of: 8), wrapped.count <= 8_192,
            let cipher = unsafe cipher(keyByteCount: key.count)
        else { throw .decryptionFailed }
        let context = unsafe try OpenSSL.object(EVP_CIPHER_CTX_new(), "a cipher")
        defer {
            unsafe EVP_CIPHER_CTX_free(context)
            ERR_clear_error()
        }
        unsafe EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW)
        try OpenSSL.check(
            unsafe key.withUnsafeBytes { key in
                unsafe EVP_DecryptInit_ex(context, cipher, nil, octets(key.baseAddress), nil)
            }, "begin to unwrap a key")
        var count: Int32 = 0
        var status: Int32 = 0
        let plaintext = unsafe SecretBytes(count: wrapped.count + 16) { plaintext in
            unsafe status = EVP_DecryptUpdate(
                context, octets(plaintext.baseAddress), &count, wrapped, Int32(wrapped.count))
        }
        guard status == 1, count > 0 else { throw .decryptionFailed }
        return SecretBytes(copying: plaintext.bytes.extracting(first: Int(count)))
    }

    private static func cipher(keyByteCount: Int) -> OpaquePointer? {
        switch keyByteCount {
        case 16: unsafe EVP_aes_128_wrap_pad()
        case 24: unsafe EVP_aes_192_wrap_pad()
        case 32: unsafe EVP_aes_256_wrap_pad()
        default: nil
        }
    }
}
