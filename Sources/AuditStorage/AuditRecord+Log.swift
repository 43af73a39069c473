package import AuditLog
import Foundation
package import KeyMap

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

    /// That the log has checkpoints from here on.
    static func checkpoints(region: String, identity: AuditIdentity, at now: Timestamp) -> AuditRecord {
        AuditRecord(
            aboutLog: AuditRecord.checkpointsName,
            "from here on, signed checkpoints say how far this log has come: a log without them has lost them",
            region: region, identity: identity, at: now)
    }

    /// That another node's audit log does not go with what is known of it.
    ///
    /// - Parameter node: the other node's SPIFFE id.
    package static func alarm(
        about node: String, _ message: String, region: String, identity: AuditIdentity, at now: Timestamp
    ) -> AuditRecord {
        AuditRecord(
            aboutLog: "AuditCheckpointAlarm", message, details: ["node": .string(node)], region: region,
            identity: identity, at: now)
    }
}
