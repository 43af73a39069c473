/// Why a database could not be opened, read or written. The message names the file and says what to do.
package struct StorageError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case locked, full, unavailable, damaged, foreign, newerVersion, wrongSealingKey, rollback, conflict, missing
        }
        private let wrapped: Wrapped
        /// Another process has the database open.
        package static let locked = Code(wrapped: .locked)
        /// No space is left on the disk. Nothing was changed.
        package static let full = Code(wrapped: .full)
        /// The file cannot be opened, read or written.
        package static let unavailable = Code(wrapped: .unavailable)
        /// The file, or a row in it, is not as it was written.
        package static let damaged = Code(wrapped: .damaged)
        /// A file that is not a database of ours, or one for another use.
        package static let foreign = Code(wrapped: .foreign)
        /// A database that a newer build wrote.
        package static let newerVersion = Code(wrapped: .newerVersion)
        /// A database that was sealed with another key.
        package static let wrongSealingKey = Code(wrapped: .wrongSealingKey)
        /// A revision at or below one that is stored, or one that leaves a gap.
        package static let rollback = Code(wrapped: .rollback)
        /// A row that would replace one that must stay.
        package static let conflict = Code(wrapped: .conflict)
        /// A row that is not there.
        package static let missing = Code(wrapped: .missing)
    }

    package let code: Code
    package let message: String
    /// What SQLite said, where it said something.
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
