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
