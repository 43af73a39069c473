/// Why a key policy is refused.
package struct PolicyError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case malformed, unsupported, tooLarge, lockout }
        private let wrapped: Wrapped
        /// Not a policy document.
        package static let malformed = Code(wrapped: .malformed)
        /// A policy that means something which this build cannot evaluate, and so must not store.
        package static let unsupported = Code(wrapped: .unsupported)
        /// More than ``KeyPolicy/sizeLimit`` bytes.
        package static let tooLarge = Code(wrapped: .tooLarge)
        /// A policy under which its author could not change it again.
        package static let lockout = Code(wrapped: .lockout)
    }

    package let code: Code
    /// Names the statement, and what to do.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
