/// Why a log could not be opened, written or read. Where an append fails, what it was about must not happen.
package struct AuditStorageError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case locked, full, unwritable, unreadable, spoolFull, tooLarge, closed, badName }
        private let wrapped: Wrapped
        /// Another process writes this log.
        package static let locked = Code(wrapped: .locked)
        /// No space is left on the disk. The next append tries again.
        package static let full = Code(wrapped: .full)
        /// The disk failed in a way that leaves in doubt what it kept. Only a restart helps.
        package static let unwritable = Code(wrapped: .unwritable)
        /// The folder or a file in it cannot be opened or read.
        package static let unreadable = Code(wrapped: .unreadable)
        /// More records wait for the disk than may.
        package static let spoolFull = Code(wrapped: .spoolFull)
        /// One record is larger than any may be.
        package static let tooLarge = Code(wrapped: .tooLarge)
        /// The process is shutting down.
        package static let closed = Code(wrapped: .closed)
        /// A name that a log cannot have.
        package static let badName = Code(wrapped: .badName)
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    static var closed: Self {
        Self(.closed, "the audit log is closed: the process is shutting down")
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
