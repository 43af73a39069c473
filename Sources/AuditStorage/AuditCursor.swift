/// How far somebody has read a log.
package struct AuditCursor: Hashable, Sendable {
    /// Nil before the first file.
    let file: String?
    let offset: Int
}
