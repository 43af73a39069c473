/// How an audit log does: of the hub's own gateway, which answers no request without, or of a hub without one, which then
/// lets operators change nothing.
package struct AuditLogStatus: Codable, Hashable, Sendable {
    /// Why records cannot be written; nil where they can.
    package let failure: String?
    /// Whether the log was found to lack records, or to have changed ones, when the gateway was started.
    package let hasGap: Bool
    /// The files of the log that were taken away since the gateway's start while it was written; nil where none was.
    package let lost: [String]?

    package init(failure: String?, hasGap: Bool, lost: [String] = []) {
        self.failure = failure
        self.hasGap = hasGap
        self.lost = lost.isEmpty ? nil : lost
    }
}
