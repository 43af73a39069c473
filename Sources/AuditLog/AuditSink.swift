/// Where records go.
package protocol AuditSink: Sendable {
    /// Returns once the record is where a crash cannot take it away.
    ///
    /// - Throws: where the record was not kept. What it is about must then not happen: an answer waits for its record.
    func append(_ record: AuditRecord) async throws
}
