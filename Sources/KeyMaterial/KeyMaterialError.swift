/// Why key material could not be made, read or used.
package struct KeyMaterialError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case wrongOperation, badInput, badMaterial, decryptionFailed, library }
        private let wrapped: Wrapped
        /// An operation or an algorithm that keys of the spec do not have.
        package static let wrongOperation = Code(wrapped: .wrongOperation)
        /// The client's fault: a digest of another length, a public key that is malformed or of another curve, a plaintext
        /// that is too long.
        package static let badInput = Code(wrapped: .badInput)
        /// Bytes that are no material of the spec.
        package static let badMaterial = Code(wrapped: .badMaterial)
        /// A ciphertext that does not open. There is one message, whatever was wrong.
        package static let decryptionFailed = Code(wrapped: .decryptionFailed)
        /// The cryptographic library failed, or gave a result that did not hold.
        package static let library = Code(wrapped: .library)
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What every failure of a decryption is.
    static let decryptionFailed = KeyMaterialError(.decryptionFailed, "the ciphertext could not be decrypted")

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
