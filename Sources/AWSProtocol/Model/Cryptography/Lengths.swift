/// How many bytes the blobs of cryptographic operations may have.
enum Lengths {
    /// Plaintexts, and messages to sign: the documentation refuses the empty message.
    static let plaintext = 1...4096
    /// Ciphertexts, signatures, MACs, import tokens and wrapped key material.
    static let ciphertext = 1...6144
    /// Public keys in DER.
    static let publicKey = 1...8192
    /// Data keys and random bytes.
    static let random = 1...1024
}
