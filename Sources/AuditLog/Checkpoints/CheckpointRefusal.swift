/// Why a witness does not take a checkpoint. Except for `.malformed` each is worth an alarm: the log was cut off or written
/// anew, or somebody speaks for another.
package struct CheckpointRefusal: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case malformed, forged, regression, fork, unlinked, tooManyLogs }
        private let wrapped: Wrapped
        /// Bytes that are no checkpoint, or checkpoints that do not follow on each other.
        package static let malformed = Code(wrapped: .malformed)
        /// Another node's checkpoint, one of another's log, or one that the node's key has not signed.
        package static let forged = Code(wrapped: .forged)
        /// The log has come less far than it had.
        package static let regression = Code(wrapped: .regression)
        /// Another record stands where one was.
        package static let fork = Code(wrapped: .fork)
        /// The checkpoint does not go back to the one that is known.
        package static let unlinked = Code(wrapped: .unlinked)
        /// The node has begun more logs than are kept in mind.
        package static let tooManyLogs = Code(wrapped: .tooManyLogs)
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
