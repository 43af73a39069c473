/// Why memory for secrets could not be had.
package struct SecretsError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case mapping, locking, wrongSize }
        private let wrapped: Wrapped
        /// The kernel gave no memory.
        package static let mapping = Code(wrapped: .mapping)
        /// The kernel would not lock the memory.
        package static let locking = Code(wrapped: .locking)
        /// A secret of another size than the slab's slots.
        package static let wrongSize = Code(wrapped: .wrongSize)
    }

    package let code: Code
    package let message: String

    package init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
