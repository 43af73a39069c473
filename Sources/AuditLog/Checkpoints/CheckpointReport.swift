/// What a log's checkpoints came to.
package struct CheckpointReport: Hashable, Sendable {
    /// How many lie with the log, as they were written.
    package let count: Int
    /// The newest that anybody has kept; nil where nobody has any.
    package let newest: AuditCheckpoint?
    /// Who keeps one of the log in another folder that was given.
    package let witnesses: [String]
    /// How many signatures could not be checked, for want of the node's key.
    package let unchecked: Int

    package init(count: Int, newest: AuditCheckpoint?, witnesses: [String], unchecked: Int) {
        self.count = count
        self.newest = newest
        self.witnesses = witnesses
        self.unchecked = unchecked
    }

    /// Where nobody has looked.
    package static let none = CheckpointReport(count: 0, newest: nil, witnesses: [], unchecked: 0)
}
