package import AuditLog
import Synchronization

/// An audit log in memory.
package final class MemoryAuditSink: AuditSink {
    package struct Full: Error {}

    private let kept = Mutex<[AuditRecord]>([])
    private let isFull = Mutex(false)

    package init() {}

    package var records: [AuditRecord] { kept.withLock { $0 } }

    /// Whether records are refused from here on.
    package func setFull(_ isFull: Bool) {
        self.isFull.withLock { $0 = isFull }
    }

    package func append(_ records: [AuditRecord]) async throws {
        guard !isFull.withLock({ $0 }) else { throw Full() }
        kept.withLock { $0 += records }
    }
}
