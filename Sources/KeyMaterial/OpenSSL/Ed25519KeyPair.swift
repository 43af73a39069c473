import COpenSSL
import Secrets

/// A new Ed25519 key pair (RFC 8032), for a client that takes it away.
struct Ed25519KeyPair: ~Copyable {
    /// 32 bytes.
    let seed: SecretBytes
    /// 32 bytes.
    let publicKey: [UInt8]

    /// - Throws: ``KeyMaterialError`` with `.library`.
    init() throws(KeyMaterialError) {
        let seed = SecretBytes.random(count: 32)
        let key = unsafe seed.withUnsafeBytes { bytes in
            unsafe EVP_PKEY_new_raw_private_key(NID_ED25519, nil, octets(bytes.baseAddress), bytes.count)
        }
        let pair = unsafe try OpenSSL.object(key, "a key")
        defer { unsafe EVP_PKEY_free(pair) }
        var publicKey = [UInt8](repeating: 0, count: 32)
        var count = publicKey.count
        try OpenSSL.check(unsafe EVP_PKEY_get_raw_public_key(pair, &publicKey, &count), "make a public key")
        self.seed = seed
        self.publicKey = publicKey
    }

    /// The content of the AlgorithmIdentifier: id-Ed25519 (RFC 8410, section 3).
    static let algorithm: [UInt8] = [0x06, 0x03, 0x2b, 0x65, 0x70]
}
