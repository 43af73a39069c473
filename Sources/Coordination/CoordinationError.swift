package import KeyMap

/// Why a quorum gave no result.
package struct CoordinationError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case keyUnavailable, timeout, invalidCiphertext, invalidInput, wrongMaterial, invalidState, failed
        }
        private let wrapped: Wrapped
        /// Fewer than a quorum in reach.
        package static let keyUnavailable = Code(wrapped: .keyUnavailable)
        /// A quorum is in reach and did not answer in time.
        package static let timeout = Code(wrapped: .timeout)
        /// A ciphertext that does not open, although a proven quorum answered.
        package static let invalidCiphertext = Code(wrapped: .invalidCiphertext)
        /// Something else that the client sent does not go with the key.
        package static let invalidInput = Code(wrapped: .invalidInput)
        /// What was to be imported is no material for the key.
        package static let wrongMaterial = Code(wrapped: .wrongMaterial)
        /// Custodians refuse, because their key map says that the key may not be used.
        package static let invalidState = Code(wrapped: .invalidState)
        /// Something in this process failed.
        package static let failed = Code(wrapped: .failed)
    }

    package let code: Code
    package let message: String
    package let blamed: [CustodianID]
    package let attempts: Int

    package init(_ code: Code, _ message: String, blamed: [CustodianID] = [], attempts: Int = 1) {
        self.code = code
        self.message = message
        self.blamed = blamed
        self.attempts = attempts
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
