/// Why a choice of sources cannot be followed.
package struct CollectorError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case unknownSource, badEndpoint
        }
        private let wrapped: Wrapped
        /// No source has this name.
        package static let unknownSource = Code(wrapped: .unknownSource)
        /// No TPM can be at such a place.
        package static let badEndpoint = Code(wrapped: .badEndpoint)
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
