import AuditStorage
import Logging

extension AuditOpening {
    /// Says so where a process has taken up a log that lacks records.
    func warn(folder: String, _ logger: Logger) {
        guard hasGap else { return }
        logger.warning(
            "the audit log lacks records, or they were changed: keep a copy of the folder, and verify it",
            metadata: ["folder": "\(folder)", "check": "quorate audit verify \(folder)"])
    }
}

extension AuditFileWriter {
    /// What a log file that is taken away while it is written is reported with.
    static func alarm(_ logger: Logger) -> @Sendable (String) -> Void {
        { path in
            logger.error(
                "the audit log file is gone: it was removed or replaced while it was written. Put it back from a copy",
                metadata: ["file": "\(path)"])
        }
    }
}
