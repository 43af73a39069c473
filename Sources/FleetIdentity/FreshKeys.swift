import Crypto
import Secrets

/// Identity keys out of the process's randomness: the library's own initialisers draw from the kernel alone.
extension Curve25519.Signing.PrivateKey {
    static func fresh() -> Self { freshKey { try Self(rawRepresentation: $0) } }
}

extension Curve25519.KeyAgreement.PrivateKey {
    static func fresh() -> Self { freshKey { try Self(rawRepresentation: $0) } }
}

extension P256.Signing.PrivateKey {
    static func fresh() -> Self { freshKey { try Self(rawRepresentation: $0) } }
}

/// The first key that random bytes are: a scalar of P-256 is not below the order once in 2^32 times.
private func freshKey<Key>(_ make: ([UInt8]) throws -> Key) -> Key {
    for _ in 0..<64 {
        var bytes = ProcessRandom().bytes(32)
        defer { bytes.wipe() }
        if let key = try? make(bytes) { return key }
    }
    fatalError("64 draws of random bytes were no key: the generator is broken")
}
