/// Why a proof is refused.
package struct ProofError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case emptyBatch, falseProof }
        private let wrapped: Wrapped
        /// A proof about nothing, or about lists of unequal length.
        package static let emptyBatch = Code(wrapped: .emptyBatch)
        /// The equations do not hold.
        package static let falseProof = Code(wrapped: .falseProof)
    }

    package let code: Code
    package let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
