import AuditLog
import Glibc

/// The end of one file of a log.
struct AuditEnd {
    /// The last line that is as it was written; nil where there is none near the end.
    let head: AuditHead?
    /// Where that line ends.
    let offset: Int
    /// Everything behind it.
    let rest: [UInt8]

    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    init(of path: String) throws(AuditStorageError) {
        let file = try OpenFile(path, flags: O_RDONLY)
        let size = try file.size()
        let start = max(0, size - 2 * AuditFolder.longestLine)
        let bytes = try file.read(size - start, at: start)
        var end = bytes.endIndex
        while let newline = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")) {
            let before = bytes[..<newline].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            if let line = try? AuditLine(bytes[before..<newline]), line.isIntact {
                head = line.head
                offset = start + newline + 1
                rest = Array(bytes[(newline + 1)...])
                return
            }
            end = newline
        }
        head = nil
        offset = start
        rest = bytes
    }
}
