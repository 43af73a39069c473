package import AuditLog
package import KeyMap

/// What a log's checkpoints are made with.
package struct CheckpointSettings: Sendable {
    package let signer: any CheckpointSigner
    package let schedule: CheckpointSchedule
    /// The time that stands in them.
    package let clock: @Sendable () -> Timestamp
    /// Told of checkpoints that could not be written, once until they can again.
    package let onFailure: @Sendable (any Error) -> Void

    package init(
        signer: any CheckpointSigner, schedule: CheckpointSchedule = .standard,
        clock: @escaping @Sendable () -> Timestamp, onFailure: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.signer = signer
        self.schedule = schedule
        self.clock = clock
        self.onFailure = onFailure
    }
}
