/// How many bytes the blobs of cryptographic operations may have.
enum Lengths {
    /// Plaintexts, and messages to sign: the documentation refuses the empty message.
    static let plaintext = 1...4096
    /// Ciphertexts and signatures.
    static let ciphertext = 1...6144
    /// Data keys and random bytes.
    static let random = 1...1024
}
