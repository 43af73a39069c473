/// Something about a log that is not as it was written.
package struct AuditFault: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        /// The line is not the one that was written.
        case changed
        /// Records between two that are there, before the first or after the last, are gone.
        case missing
        /// The line stands behind one with a higher number.
        case reordered
        /// The line's number was there before.
        case repeated
        /// The line belongs to another log.
        case foreign
        /// The last line ends before its end, and was acknowledged or may have been.
        case cut
        /// A checkpoint has promised records that are not there.
        case truncated
        /// A record is not the one that a checkpoint has promised.
        case rewritten
        /// A checkpoint that its node has not signed.
        case forged
        /// Checkpoints of one log that do not follow on each other.
        case forked
    }

    package let kind: Kind
    package let place: AuditPlace
    package let message: String

    package init(_ kind: Kind, at place: AuditPlace, _ message: String) {
        self.kind = kind
        self.place = place
        self.message = message
    }

    package var description: String { "\(place): \(kind.rawValue): \(message)" }
}
