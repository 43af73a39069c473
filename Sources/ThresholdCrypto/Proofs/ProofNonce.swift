import Crypto
import Groups
import Secrets

/// The nonces of proofs of equality.
enum ProofNonce {
    /// H(label, secret, fresh randomness, the whole statement): unpredictable where either secret or randomness is, and
    /// another one for every statement.
    static func hedged<Field: ScalarField>(
        _ label: String, secret: borrowing SecretScalar<Field>, randomness: [UInt8], statement: [UInt8]
    ) -> SecretScalar<Field> {
        var hash = SHA512()
        hash.update(data: Array(label.utf8))
        unsafe secret.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        hash.update(data: randomness)
        hash.update(data: statement)
        var wide = Array(hash.finalize())
        defer { wide.wipe() }
        return SecretScalar(reducing: SecretBytes(copying: wide))
    }
}
