/// Why a sharing, or what claims to belong to one, is refused.
package struct SharingError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case badThreshold, badIndex, duplicateIndex, wrongCount, wrongCommitments, shareMismatch,
                tooManySubsets
        }
        private let wrapped: Wrapped
        /// A threshold outside 2 <= k <= n <= 20.
        package static let badThreshold = Code(wrapped: .badThreshold)
        /// An index outside 1...n; index 0 would be the secret itself.
        package static let badIndex = Code(wrapped: .badIndex)
        package static let duplicateIndex = Code(wrapped: .duplicateIndex)
        /// Another number of shares than the threshold asks for.
        package static let wrongCount = Code(wrapped: .wrongCount)
        /// A commitment vector whose length is not the quorum, or with a forbidden element.
        package static let wrongCommitments = Code(wrapped: .wrongCommitments)
        /// A share that does not fit its dealer's commitments.
        package static let shareMismatch = Code(wrapped: .shareMismatch)
        /// A committee whose replicated keys would be more than ``ReplicatedSubsets/limit``.
        package static let tooManySubsets = Code(wrapped: .tooManySubsets)
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
