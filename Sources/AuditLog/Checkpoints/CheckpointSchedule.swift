/// How often a log gets a checkpoint: after so many records or so much time, whichever comes first, and only where records
/// were added.
package struct CheckpointSchedule: Hashable, Sendable {
    package let records: Int
    package let seconds: Double

    package static let standard = CheckpointSchedule(records: 1_000, seconds: 60)

    package init(records: Int, seconds: Double) {
        self.records = records
        self.seconds = seconds
    }

    /// - Parameters:
    ///   - added: how many records the log has more than its latest checkpoint.
    ///   - waited: seconds since that checkpoint, or since the start.
    package func isDue(added: UInt64, waited: Double) -> Bool {
        added > 0 && (added >= UInt64(records) || waited >= seconds)
    }

    /// How often a node tells another of its checkpoints, in seconds.
    package var depositSeconds: Double { min(max(seconds / 2, 0.5), 10) }
}
