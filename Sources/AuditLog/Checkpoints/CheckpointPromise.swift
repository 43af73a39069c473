/// What a checkpoint says that a log holds, and who has kept it.
package struct CheckpointPromise: Hashable, Sendable {
    package let checkpoint: AuditCheckpoint
    /// Who keeps it beside the log's own folder, such as `hub-1`; nil for the file that lies with the log.
    package let witness: String?

    package init(_ checkpoint: AuditCheckpoint, witness: String?) {
        self.checkpoint = checkpoint
        self.witness = witness
    }

    var head: AuditHead { checkpoint.head }

    /// Where it stands, for people.
    var origin: String { witness.map { "witnessed by \($0)" } ?? "in \(CheckpointHistory.file)" }
}
