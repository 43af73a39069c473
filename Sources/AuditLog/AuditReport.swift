/// What an ``AuditVerifier`` found.
package struct AuditReport: Hashable, Sendable {
    /// How many lines are as they were written.
    package let records: Int
    /// The last of them by number, nil where there is none.
    package let head: AuditHead?
    /// In the order of the lines they are about. Empty means that the log is whole.
    package let faults: [AuditFault]
    /// A half-written last line that nobody was told is kept: its process was killed while it wrote. Not a fault; the
    /// writer closes it when it starts again.
    package let tornTail: AuditPlace?
    /// Whether an acknowledged head was at hand. Without one, records cut off at the very end cannot be missed.
    package let isEndKnown: Bool
    package let checkpoints: CheckpointReport

    package var isWhole: Bool { faults.isEmpty }
}
