import KeyMap
package import Secrets

/// How imported material is wrapped on its way here, by its name in the AWS service model.
package enum ImportWrapping: String, Sendable, CaseIterable {
    case oaepSHA1 = "RSAES_OAEP_SHA_1"
    case oaepSHA256 = "RSAES_OAEP_SHA_256"
    /// An AES key under RSAES-OAEP, and behind it the material under the AES key (RFC 5649; `CKM_RSA_AES_KEY_WRAP` of
    /// PKCS#11 v2.40, section 2.1.21).
    case aesKeyWrapSHA1 = "RSA_AES_KEY_WRAP_SHA_1"
    case aesKeyWrapSHA256 = "RSA_AES_KEY_WRAP_SHA_256"

    /// What was wrapped.
    ///
    /// - Parameter privateKey: an RSA key made for the import.
    /// - Throws: ``KeyMaterialError``: `.decryptionFailed`, whatever was wrong with the bytes, or `.wrongOperation` where
    ///   the key is not one of RSA.
    package func unwrap(_ wrapped: [UInt8], privateKey: borrowing KeyMaterial) throws(KeyMaterialError) -> SecretBytes {
        guard case .rsa(let bits) = privateKey.spec.family else {
            throw KeyMaterialError(.wrongOperation, "keys of \(privateKey.spec.rawValue) do not unwrap")
        }
        let key = try RSAKey(privateKey: privateKey.secret.bytes, bits: bits)
        switch self {
        case .oaepSHA1: return try key.decrypt(wrapped, .sha1)
        case .oaepSHA256: return try key.decrypt(wrapped, .sha256)
        case .aesKeyWrapSHA1: return try Self.unwrap(wrapped, key, .sha1)
        case .aesKeyWrapSHA256: return try Self.unwrap(wrapped, key, .sha256)
        }
    }

    private static func unwrap(_ wrapped: [UInt8], _ key: borrowing RSAKey, _ hash: HashFunction)
        throws(KeyMaterialError) -> SecretBytes
    {
        let wrappingKey = try key.decrypt(wrapped.prefix(key.byteCount), hash)
        return try AESKeyWrap.unwrap(wrapped.dropFirst(key.byteCount), key: wrappingKey)
    }
}
