import Crypto
import Secrets

/// A private key of ML-DSA (FIPS 204), by its seed. swift-crypto keeps copies of the seed and of what it is expanded to,
/// which it frees and does not wipe.
enum MLDSAKey {
    /// The public key as FIPS 204 encodes it.
    ///
    /// - Throws: ``KeyMaterialError`` with `.badMaterial` for a seed of another length.
    static func publicKey(_ parameters: MLDSAParameters, seed: borrowing SecretBytes) throws(KeyMaterialError)
        -> [UInt8]
    {
        try unsafe withSeed(seed) { seed in
            switch parameters {
            case .mlDSA65:
                Array(
                    try unsafe MLDSA65.PrivateKey(seedRepresentation: seed, publicKey: nil).publicKey.rawRepresentation)
            case .mlDSA87:
                Array(
                    try unsafe MLDSA87.PrivateKey(seedRepresentation: seed, publicKey: nil).publicKey.rawRepresentation)
            }
        }
    }

    /// A signature with random hedging and an empty context.
    ///
    /// - Throws: ``KeyMaterialError`` with `.badMaterial` for a seed of another length.
    static func sign(
        _ message: [UInt8], _ parameters: MLDSAParameters, seed: borrowing SecretBytes
    ) throws(KeyMaterialError) -> [UInt8] {
        try unsafe withSeed(seed) { seed in
            switch parameters {
            case .mlDSA65:
                Array(try unsafe MLDSA65.PrivateKey(seedRepresentation: seed, publicKey: nil).signature(for: message))
            case .mlDSA87:
                Array(try unsafe MLDSA87.PrivateKey(seedRepresentation: seed, publicKey: nil).signature(for: message))
            }
        }
    }

    /// Whether a signature with an empty context is the message's.
    ///
    /// - Parameter publicKey: a SubjectPublicKeyInfo in DER.
    /// - Throws: ``KeyMaterialError`` with `.badInput` where the public key is malformed or of another parameter set.
    static func isValid(
        signature: [UInt8], message: [UInt8], _ parameters: MLDSAParameters, publicKey: [UInt8]
    ) throws(KeyMaterialError) -> Bool {
        let key = try SubjectPublicKeyInfo.key(of: publicKey, algorithm: parameters.algorithm)
        do {
            return switch parameters {
            case .mlDSA65:
                try MLDSA65.PublicKey(rawRepresentation: key).isValidSignature(signature, for: message)
            case .mlDSA87:
                try MLDSA87.PublicKey(rawRepresentation: key).isValidSignature(signature, for: message)
            }
        } catch {
            throw KeyMaterialError(.badInput, "a public key is not one of its ML-DSA parameter set")
        }
    }

    private static func withSeed(
        _ seed: borrowing SecretBytes, _ body: (UnsafeRawBufferPointer) throws -> [UInt8]
    ) throws(KeyMaterialError) -> [UInt8] {
        do {
            return try unsafe seed.withUnsafeBytes { seed in try unsafe body(seed) }
        } catch {
            throw KeyMaterialError(.badMaterial, "an ML-DSA seed does not have 32 bytes")
        }
    }
}
