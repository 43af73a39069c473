/// Why a name, a line or a head is not one of an audit log.
package struct AuditError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case badLogID, unreadable }
        private let wrapped: Wrapped
        /// A log name with characters that would need escaping, or of no or too great length.
        package static let badLogID = Code(wrapped: .badLogID)
        /// Bytes that do not have the form of a line, or of a head.
        package static let unreadable = Code(wrapped: .unreadable)
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
