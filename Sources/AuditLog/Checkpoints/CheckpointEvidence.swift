/// What is known of a log from its checkpoints, before its lines are read.
package struct CheckpointEvidence: Sendable {
    /// What lies with the log; nil where there is no such file.
    package let history: CheckpointHistory?
    /// What others keep of this log.
    package let witnessed: [CheckpointPromise]
    /// What others keep of other logs of the same node, none of which is at hand.
    package let lost: [CheckpointPromise]
    /// What is wrong with what the node keeps of others' logs.
    package let others: [AuditFault]

    package init(
        history: CheckpointHistory?, witnessed: [CheckpointPromise] = [], lost: [CheckpointPromise] = [],
        others: [AuditFault] = []
    ) {
        self.history = history
        self.witnessed = witnessed
        self.lost = lost
        self.others = others
    }

    /// Where nobody has looked for checkpoints.
    package static let none = CheckpointEvidence(history: nil)

    /// All that was promised of this log.
    var promises: [CheckpointPromise] {
        (history?.checkpoints ?? []).map { CheckpointPromise($0, witness: nil) } + witnessed
    }

    var report: CheckpointReport {
        CheckpointReport(
            count: history?.checkpoints.count ?? 0,
            newest: promises.max { $0.head.sequence < $1.head.sequence }?.checkpoint,
            witnesses: Set(witnessed.compactMap(\.witness)).sorted(), unchecked: history?.unchecked ?? 0)
    }
}
