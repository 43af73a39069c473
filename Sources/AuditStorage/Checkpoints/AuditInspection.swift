package import AuditLog
import KeyMap

/// Logs that are verified together, each held against the checkpoints that any of them has or keeps.
package struct AuditInspection: Sendable {
    /// A log and what is known of it.
    package struct Subject: Sendable {
        package let folder: AuditFolder
        package let log: AuditLogID?
        let evidence: CheckpointEvidence
        let wasClosed: Bool
    }

    package private(set) var subjects: [Subject] = []
    /// What is kept of logs that were not given, of nodes of which none was.
    package private(set) var absent: [CheckpointPromise] = []
    /// Nodes whose keys are not known.
    package private(set) var unknown: Set<String> = []

    /// Reads checkpoints, before the logs are read: what they promise is on disk by then, also while nodes run.
    ///
    /// - Parameters:
    ///   - key: the identity key of a node by its SPIFFE id.
    ///   - accepted: names of logs that are known to be lost.
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package init(
        _ folders: [AuditFolder], accepting accepted: Set<String> = [], key: @escaping @Sendable (String) -> [UInt8]?
    ) throws(AuditStorageError) {
        var promises: [CheckpointPromise] = []
        var faults: [AuditFolder: [AuditFault]] = [:]
        for folder in folders {
            let kept = try folder.witnessed()
            let witness = try folder.log().map { String($0.description.prefix { $0 != "/" }) } ?? folder.path
            faults[folder] = kept.unreadable.map {
                AuditFault(.changed, at: $0.place, "the line is no checkpoint that this build can read")
            }
            for (number, signed) in kept.checkpoints.enumerated() {
                let node = signed.checkpoint.node
                if let key = key(node), !signed.isSigned(by: key) {
                    faults[folder, default: []].append(
                        AuditFault(
                            .forged, at: AuditPlace(file: "audit.witnessed", line: number + 1),
                            "the checkpoint of log \(signed.head.log) is not signed by \(node)"))
                } else {
                    if key(node) == nil { unknown.insert(node) }
                    promises.append(CheckpointPromise(signed.checkpoint, witness: witness))
                }
            }
        }
        var logs: Set<AuditLogID> = []
        for folder in folders {
            if let log = try folder.log() { logs.insert(log) }
        }
        let missing = promises.filter {
            !logs.contains($0.checkpoint.head.log) && !accepted.contains($0.checkpoint.head.log.description)
        }
        for folder in folders {
            let log = try folder.log()
            let wasClosed = !folder.isOpen
            let witnessed = promises.filter { $0.checkpoint.head.log == log }
            var history = try folder.history(of: log, key: key)
            history?.compare(witnessed)
            for node in history?.checkpoints.map(\.node) ?? [] where key(node) == nil { unknown.insert(node) }
            subjects.append(
                Subject(
                    folder: folder, log: log,
                    evidence: CheckpointEvidence(
                        history: history, witnessed: witnessed,
                        lost: missing.filter { $0.checkpoint.isOfSameNode(as: log) }, others: faults[folder] ?? []),
                    wasClosed: wasClosed))
        }
        absent = missing.filter { promise in !logs.contains { promise.checkpoint.isOfSameNode(as: $0) } }
    }

    /// Reads a log, and reports what is not as it was written. May run while the log is written.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable` where the folder or a file cannot be read, or no log is there.
    package func report(on subject: Subject) throws(AuditStorageError) -> AuditReport {
        try subject.folder.verify(subject.evidence, wasClosed: subject.wasClosed)
    }
}
