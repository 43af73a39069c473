package import AuditLog
import ByteCoding
import Foundation
import Glibc

/// A log's files: `audit-YYYY-MM-DD.jsonl`, in the order of their days, and `audit.head`, which says how far the log had
/// been acknowledged.
package struct AuditFolder: Hashable, Sendable {
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    static let chunk = 1 << 20
    /// No line that the writer makes is longer.
    static let longestLine = 1 << 21

    var headPath: String { "\(path)/audit.head" }

    /// Is there while a process writes the log, and after one that was killed.
    var openPath: String { "\(path)/audit.open" }

    func filePath(day: String) -> String { "\(path)/audit-\(day).jsonl" }

    /// The paths of the log's files, oldest first.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package func files() throws(AuditStorageError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
                .filter { $0.hasPrefix("audit-") && $0.hasSuffix(".jsonl") }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                .map { "\(path)/\($0)" }
        } catch {
            throw AuditStorageError(.unreadable, "the audit folder \(path) cannot be read: \(error)")
        }
    }

    /// How far the log had been acknowledged, or nil where the file that says so is gone or unreadable.
    package func acknowledged() -> AuditHead? {
        guard let file = try? OpenFile(headPath, flags: O_RDONLY), let bytes = try? file.read(4096, at: 0) else {
            return nil
        }
        return try? AuditHead(decoding: bytes)
    }

    /// Makes the folder, with mode 0700, where it is not there.
    ///
    /// - Throws: ``AuditStorageError`` with `.unwritable`.
    func create() throws(AuditStorageError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw AuditStorageError(.unwritable, "the audit folder \(path) cannot be made: \(error)")
        }
    }

    /// Makes new names in the folder survive a crash.
    func synchronise() throws(AuditStorageError) {
        try OpenFile(path, flags: O_RDONLY | O_DIRECTORY).synchronise()
    }
}
