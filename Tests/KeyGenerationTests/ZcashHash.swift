import Crypto
import Groups

enum ZcashHash {
    /// SHA-512, reduced.
    static func scalar<Field: ScalarField>(_ message: [UInt8]) -> Scalar<Field> {
        do {
            return try Scalar(reducing: Array(SHA512.hash(data: message)))
        } catch {
            preconditionFailure("a SHA-512 digest has 64 bytes")
        }
    }
}
