/// Where records go.
package protocol AuditSink: Sendable {
    /// Returns once the records are where a crash cannot take them away: all are kept, or none is.
    ///
    /// - Throws: where they were not kept. What they are about must then not happen: an answer waits for its record.
    func append(_ records: [AuditRecord]) async throws
}

extension AuditSink {
    /// Returns once the record is where a crash cannot take it away.
    ///
    /// - Throws: where it was not kept.
    package func append(_ record: AuditRecord) async throws {
        try await append([record])
    }
}
