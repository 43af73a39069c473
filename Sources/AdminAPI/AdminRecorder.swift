package import AuditLog
import Foundation
import Hummingbird
package import KeyMap

/// Has what operators change recorded in the hub's audit log: before it happens, and again where it fails.
package struct AdminRecorder: Sendable {
    private let log: any AuditSink
    private let now: @Sendable () -> Timestamp

    package init(_ log: any AuditSink, now: @escaping @Sendable () -> Timestamp) {
        self.log = log
        self.now = now
    }

    /// Does what an operator asked for, once it is on record.
    ///
    /// - Parameter parameters: what was asked for; no secret.
    /// - Throws: an `HTTPError` with 503 where it cannot be recorded, and nothing has changed; what `body` throws.
    func recorded<Answer>(
        _ name: String, _ parameters: AuditValue, _ body: () async throws -> Answer
    ) async throws -> Answer {
        let requestID = UUID().uuidString.lowercased()
        do {
            try await log.append(record(name, parameters, requestID))
        } catch {
            throw HTTPError(
                .serviceUnavailable, message: "The hub's audit log cannot be written, so nothing is changed: \(error)")
        }
        do {
            return try await body()
        } catch {
            let message = (error as? HTTPError)?.body ?? "\(error)"
            try? await log.append(record(name, parameters, requestID, error: message))
            throw error
        }
    }

    private func record(
        _ name: String, _ parameters: AuditValue, _ requestID: String, error: String? = nil
    ) -> AuditRecord {
        AuditRecord(
            time: now(), source: "admin.quorate", name: name, region: "", identity: .adminToken,
            errorCode: error.map { _ in "Refused" }, errorMessage: error, requestParameters: parameters,
            requestID: requestID, eventID: UUID().uuidString.lowercased(), readOnly: false,
            eventType: "QuorateAdministration")
    }
}
