import AuditLog
import Foundation
import KeyMap

/// Records that a log writes about itself.
extension AuditRecord {
    init(
        aboutLog name: String, _ message: String, details: AuditValue? = nil, region: String, identity: AuditIdentity,
        at now: Timestamp
    ) {
        self.init(
            time: now, source: "audit.quorate", name: name, region: region, identity: identity, errorMessage: message,
            additionalEventData: details, requestID: UUID().uuidString.lowercased(),
            eventID: UUID().uuidString.lowercased(), readOnly: false, eventType: "AwsServiceEvent")
    }

    /// That the log's file was taken away while it was written.
    static func loss(of path: String, region: String, identity: AuditIdentity, at now: Timestamp) -> AuditRecord {
        AuditRecord(
            aboutLog: "AuditLogFileGone",
            "\(path) was removed or replaced while the log was written: the records before this one are gone from it",
            region: region, identity: identity, at: now)
    }

    /// That the log is written again.
    ///
    /// - Parameter since: when the first record could not be written.
    static func resumption(
        after failure: AuditStorageError, since: Timestamp, region: String, identity: AuditIdentity, at now: Timestamp
    ) -> AuditRecord {
        AuditRecord(
            aboutLog: AuditRecord.resumedName,
            "requests were refused because records could not be written: \(failure)",
            details: ["since": .string(since.iso8601)], region: region, identity: identity, at: now)
    }
}
