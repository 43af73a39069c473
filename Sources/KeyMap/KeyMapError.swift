/// Why the key map refuses a change, a look-up or a replica's next state.
package struct KeyMapError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case notFound, alreadyExists, invalidState, limitExceeded, badSignature, rollback, fork, malformed
        }
        private let wrapped: Wrapped
        package static let notFound = Code(wrapped: .notFound)
        package static let alreadyExists = Code(wrapped: .alreadyExists)
        /// The key's state forbids the change.
        package static let invalidState = Code(wrapped: .invalidState)
        package static let limitExceeded = Code(wrapped: .limitExceeded)
        /// A change that the hub's key did not sign, or a committee's certificate that its members did not.
        package static let badSignature = Code(wrapped: .badSignature)
        /// A revision lower than one already seen.
        package static let rollback = Code(wrapped: .rollback)
        /// A change that does not follow from the state already seen.
        package static let fork = Code(wrapped: .fork)
        package static let malformed = Code(wrapped: .malformed)
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
