package import SecretSharing

/// Why a ceremony ends without a result, and whose fault it is.
package struct CeremonyError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case badParameters, outOfOrder, badMessage, badSignature, badCommitments, badProof, badShare, split, failed,
                entropy
        }
        private let wrapped: Wrapped
        package static let badParameters = Code(wrapped: .badParameters)
        /// A round that was not next.
        package static let outOfOrder = Code(wrapped: .outOfOrder)
        /// A message that is missing, does not decode or belongs to another session.
        package static let badMessage = Code(wrapped: .badMessage)
        /// A message that its sender did not sign.
        package static let badSignature = Code(wrapped: .badSignature)
        /// Commitments of the wrong number, or other ones than were promised.
        package static let badCommitments = Code(wrapped: .badCommitments)
        /// A proof of knowledge that does not hold.
        package static let badProof = Code(wrapped: .badProof)
        /// A share that its recipient could not open, or that does not fit the commitments.
        package static let badShare = Code(wrapped: .badShare)
        /// Members who saw different ceremonies.
        package static let split = Code(wrapped: .split)
        /// The member itself could not go on.
        package static let failed = Code(wrapped: .failed)
        /// The member's entropy is below the minimum, so that it makes no keys.
        package static let entropy = Code(wrapped: .entropy)
    }

    package let code: Code
    package let message: String
    /// The member at fault, where it can be told.
    package let culprit: ShareIndex?

    package init(_ code: Code, _ message: String, culprit: ShareIndex? = nil) {
        self.code = code
        self.message = message
        self.culprit = culprit
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.culprit == right.culprit
    }
}
