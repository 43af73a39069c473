package import SecretSharing

/// Why a signing session fails, and whose fault it is.
package struct FROSTError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case badSigners, foreignCommitment, badShare }
        private let wrapped: Wrapped
        /// A list of signers of the wrong size, with a duplicate or without one that is needed.
        package static let badSigners = Code(wrapped: .badSigners)
        /// A list with another commitment than the signer's own.
        package static let foreignCommitment = Code(wrapped: .foreignCommitment)
        /// A signature share that its public share does not explain.
        package static let badShare = Code(wrapped: .badShare)
    }

    package let code: Code
    package let message: String
    package let culprit: ShareIndex?

    init(_ code: Code, _ message: String, culprit: ShareIndex? = nil) {
        self.code = code
        self.message = message
        self.culprit = culprit
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.culprit == right.culprit
    }
}
