/// Holds a log against its checkpoints.
extension AuditVerifier {
    /// Promises by the numbers of the records that they are about.
    static func promises(of evidence: CheckpointEvidence) -> [UInt64: [CheckpointPromise]] {
        Dictionary(grouping: evidence.promises, by: \.head.sequence)
    }

    /// What is wrong with a record that checkpoints have promised; nil where it is the one.
    static func complaint(about head: AuditHead, _ promises: [CheckpointPromise]) -> String? {
        let broken = promises.filter { $0.head.hash != head.hash }
        guard let first = broken.first else { return nil }
        return "record \(head.sequence) is not the one that the checkpoint of \(first.checkpoint.time.iso8601) has, "
            + "\(origins(broken)): the log was written anew"
    }

    /// What is wrong with the log's end, and with the checkpoints themselves.
    ///
    /// - Parameters:
    ///   - reached: the last record, as far as one can tell.
    ///   - begun: where the log says that its checkpoints begin.
    ///   - isClosed: whether its process has ended in order, which makes a last checkpoint.
    static func faults(
        of evidence: CheckpointEvidence, reached: UInt64, begun: [AuditPlace], isClosed: Bool, at end: AuditPlace
    ) -> [AuditFault] {
        var faults = evidence.others + (evidence.history?.faults ?? [])
        let beyond = evidence.promises.filter { $0.head.sequence > reached }
        if let newest = beyond.max(by: { $0.head.sequence < $1.head.sequence }) {
            faults.append(
                AuditFault(
                    .truncated, at: end,
                    "log \(newest.head.log) ends at record \(reached), but its checkpoint of "
                        + "\(newest.checkpoint.time.iso8601) has record \(newest.head.sequence), \(origins(beyond))"))
        }
        for lost in evidence.lost {
            faults.append(
                AuditFault(
                    .missing, at: end,
                    "\(lost.checkpoint.node) had another log, \(lost.head.log), which had reached record "
                        + "\(lost.head.sequence) at \(lost.checkpoint.time.iso8601), \(lost.origin): it is not here. Give its "
                        + "folder too if it was moved away"))
        }
        let place = AuditPlace(file: CheckpointHistory.file, line: evidence.history?.checkpoints.count ?? 0)
        guard let history = evidence.history else {
            let witnesses = evidence.witnessed.isEmpty ? "" : ", and some are \(origins(evidence.witnessed))"
            if !begun.isEmpty || !evidence.witnessed.isEmpty {
                faults.append(
                    AuditFault(
                        .missing, at: place,
                        "the file is gone, although the log has had checkpoints\(witnesses)"))
            }
            return faults
        }
        for again in begun.dropFirst() {
            faults.append(
                AuditFault(.missing, at: again, "\(CheckpointHistory.file) was gone when the process began here"))
        }
        let signed = history.checkpoints.last?.head.sequence ?? 0
        if isClosed, beyond.isEmpty, signed < reached {
            faults.append(
                AuditFault(
                    .truncated, at: place,
                    "the log was closed at record \(reached), and its last checkpoint is at record \(signed): checkpoints "
                        + "are missing, or an earlier release has written the end"))
        }
        return faults
    }

    private static func origins(_ promises: [CheckpointPromise]) -> String {
        var origins: [String] = []
        for promise in promises where !origins.contains(promise.origin) { origins.append(promise.origin) }
        return origins.joined(separator: " and ")
    }
}
