package import AuditLog
import KeyMap

/// What a log was found to be when it was opened.
package struct AuditOpening: Hashable, Sendable {
    /// What the first record of this process follows.
    package let head: AuditHead
    /// Whether the log began just now.
    package let isNew: Bool
    /// Whether records that had been acknowledged are gone or changed. Worth an alarm.
    package let hasGap: Bool
    /// The file with what a killed process had half written, nil where there was nothing.
    package let tornFile: String?
    package let tornBytes: Int
    /// Whether the process before this one ended without closing the log, so that what it did last may have no record.
    package let isAfterCrash: Bool

    /// The log's record about itself, nil where there is nothing to say.
    func record(region: String, identity: AuditIdentity, at now: Timestamp) -> AuditRecord? {
        guard hasGap || tornFile != nil || isAfterCrash else { return nil }
        var details: [AuditValue.Member] = [
            AuditValue.Member("after", .integer(Int64(clamping: head.sequence)))
        ]
        if let tornFile {
            details.append(AuditValue.Member("setAsideFile", .string(tornFile)))
            details.append(AuditValue.Member("setAsideBytes", .integer(Int64(tornBytes))))
        }
        let (name, message) =
            if hasGap {
                (
                    AuditRecord.gapName,
                    "records that had been acknowledged are missing or changed before this one, or audit.head was, which says how far "
                        + "the log had come"
                )
            } else if tornFile != nil {
                (
                    AuditRecord.recoveredName,
                    "a record that was being written when the process was killed, and was never acknowledged, was set aside"
                )
            } else {
                (AuditRecord.recoveredName, "the process before was killed: what it did last may have no record")
            }
        return AuditRecord(
            aboutLog: name, message, details: .object(details), region: region,
            identity: identity, at: now)
    }
}
