import AuditLog
import AuditStorage
import FleetIdentity
import KeyMap
import Logging

/// A node's audit log with its checkpoints, and what the node keeps of other nodes' logs.
struct NodeAudit: Sendable {
    let log: AuditFileWriter
    let desk: AuditCheckpointDesk

    /// Opens the log in a folder, or begins one, and says where it lacks records.
    ///
    /// - Throws: `AuditStorageError`.
    init(
        of node: FleetNode, in folder: String, region: String, schedule: CheckpointSchedule, logger: Logger
    ) throws {
        let identity = AuditIdentity.node(node.name.description)
        let files = AuditFolder(folder)
        log = try AuditFileWriter(
            folder: files, name: "\(node.name.role.rawValue)-\(node.name.id)", region: region, identity: identity,
            at: node.clock(),
            checkpoints: CheckpointSettings(
                signer: NodeCheckpointSigner(credentials: node.credentials), schedule: schedule, clock: node.clock
            ) { error in
                logger.error(
                    "no checkpoint of the audit log can be written: it is tried again",
                    metadata: ["folder": "\(folder)", "reason": "\(error)"])
            }, onLoss: AuditFileWriter.alarm(logger))
        log.opening.warn(folder: folder, logger)
        desk = AuditCheckpointDesk(
            log: log, witness: try CheckpointWitness(files), region: region, identity: identity,
            seconds: schedule.depositSeconds, clock: node.clock, logger: logger)
    }
}
