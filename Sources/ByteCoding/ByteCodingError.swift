/// Why bytes could not be decoded.
package struct ByteCodingError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case truncated, trailingBytes, tooLong, badValue, unknownFormat }
        private let wrapped: Wrapped
        /// Fewer bytes than the value needs.
        package static let truncated = Code(wrapped: .truncated)
        /// More bytes than the value needs.
        package static let trailingBytes = Code(wrapped: .trailingBytes)
        /// A length or count over its limit.
        package static let tooLong = Code(wrapped: .tooLong)
        /// A field with a value that means nothing.
        package static let badValue = Code(wrapped: .badValue)
        /// Another magic number or format version than this build reads.
        package static let unknownFormat = Code(wrapped: .unknownFormat)
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
