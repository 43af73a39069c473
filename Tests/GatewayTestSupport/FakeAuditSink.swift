package import AuditLog
import Synchronization

/// Keeps records in memory, or refuses them.
package final class FakeAuditSink: AuditSink {
    package struct Full: Error {}

    private let state = Mutex<(records: [AuditRecord], isFull: Bool)>(([], false))

    package init() {}

    package var records: [AuditRecord] { state.withLock { $0.records } }

    /// The records as they would stand in a file.
    package var text: String {
        records.map { String(decoding: $0.json, as: UTF8.self) }.joined(separator: "\n")
    }

    package func fill() {
        state.withLock { $0.isFull = true }
    }

    package func append(_ records: [AuditRecord]) async throws {
        try state.withLock { state in
            if state.isFull { throw Full() }
            state.records += records
        }
    }
}
