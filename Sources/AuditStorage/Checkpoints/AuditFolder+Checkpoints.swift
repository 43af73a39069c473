package import AuditLog
import Foundation

extension AuditFolder {
    /// The checkpoints of this log, oldest first.
    var checkpointsPath: String { "\(path)/\(CheckpointHistory.file)" }

    /// The latest checkpoint of each log of other nodes that this node has seen.
    var witnessedPath: String { "\(path)/audit.witnessed" }

    var hasCheckpoints: Bool { FileManager.default.fileExists(atPath: checkpointsPath) }

    /// What the node keeps of other nodes' logs.
    ///
    /// - Returns: what could be read, and the lines that could not, with their numbers.
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    func witnessed() throws(AuditStorageError) -> (
        checkpoints: [SignedCheckpoint], unreadable: [(line: [UInt8], place: AuditPlace)]
    ) {
        var checkpoints: [SignedCheckpoint] = []
        var unreadable: [(line: [UInt8], place: AuditPlace)] = []
        guard FileManager.default.fileExists(atPath: witnessedPath) else { return ([], []) }
        try Self.read(witnessedPath) { line, place, _ in
            if let signed = SignedCheckpoint(line: line) {
                checkpoints.append(signed)
            } else {
                unreadable.append((Array(line), place))
            }
        }
        return (checkpoints, unreadable)
    }

    /// The checkpoints that lie with the log; nil where there is no such file.
    ///
    /// - Parameter key: the identity key of a node by its SPIFFE id.
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    func history(
        of log: AuditLogID?, key: @escaping @Sendable (String) -> [UInt8]?
    ) throws(AuditStorageError) -> CheckpointHistory? {
        guard hasCheckpoints else { return nil }
        var history = CheckpointHistory(of: log, key: key)
        try Self.read(checkpointsPath) { line, _, isTerminated in history.read(line, isTerminated: isTerminated) }
        return history
    }

    /// The log's name; nil where nothing says it.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package func log() throws(AuditStorageError) -> AuditLogID? {
        if let log = acknowledged()?.log { return log }
        for file in try files() {
            if let log = try AuditEnd(of: file).head?.log { return log }
        }
        return nil
    }
}
