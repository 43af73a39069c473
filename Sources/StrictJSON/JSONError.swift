/// Why bytes are not the JSON that this module accepts.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case malformed, badText, duplicateName, tooDeep }
        private let wrapped: Wrapped
        /// Not JSON by RFC 8259.
        package static let malformed = Code(wrapped: .malformed)
        /// A string that is not UTF-8, or holds half of a surrogate pair.
        package static let badText = Code(wrapped: .badText)
        /// An object that names a member twice, which two readers could understand differently.
        package static let duplicateName = Code(wrapped: .duplicateName)
        /// More nesting than ``JSONValue/deepestNesting``.
        package static let tooDeep = Code(wrapped: .tooDeep)
    }

    package let code: Code
    /// What was found, never any of the text itself.
    package let message: String
    /// The number of bytes before the place.
    package let offset: Int

    package init(_ code: Code, _ message: String, at offset: Int) {
        self.code = code
        self.message = message
        self.offset = offset
    }

    package var description: String { "\(message) at byte \(offset)" }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
