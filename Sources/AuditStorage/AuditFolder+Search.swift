import Foundation
import Glibc

extension AuditFolder {
    /// The logs in a folder: the folder itself where it is one, else those of the nodes in it, in the order of their paths.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable` where there is none.
    package static func all(in path: String) throws(AuditStorageError) -> [AuditFolder] {
        let itself = AuditFolder(path)
        if itself.isLog { return [itself] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let logs = (["audit"] + names.sorted().map { "\($0)/audit" }).map { AuditFolder("\(path)/\($0)") }
            .filter(\.isLog)
        guard !logs.isEmpty else {
            throw AuditStorageError(.unreadable, "\(path) holds no audit log (audit-YYYY-MM-DD.jsonl)")
        }
        return logs
    }

    /// Whether a process writes the log, or one that did was killed.
    package var isOpen: Bool { FileManager.default.fileExists(atPath: openPath) }

    /// Whether the process that wrote the log last was killed, and none writes it now.
    package var wasKilled: Bool {
        guard isOpen, let head = try? OpenFile(headPath, flags: O_RDWR) else { return false }
        return (try? head.lock()) != nil
    }

    private var isLog: Bool { acknowledged() != nil || (try? files())?.isEmpty == false }
}
