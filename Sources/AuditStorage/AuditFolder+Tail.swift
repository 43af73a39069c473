import Foundation
import Glibc

extension AuditFolder {
    /// The last `count` lines of the log, oldest first, and where to go on reading.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package func tail(_ count: Int) throws(AuditStorageError) -> (lines: [String], cursor: AuditCursor) {
        var lines: [String] = []
        var cursor = AuditCursor(file: nil, offset: 0)
        for path in try files().reversed() {
            let file = try OpenFile(path, flags: O_RDONLY)
            let size = try file.size()
            var found: [String] = []
            var reach = Self.chunk
            repeat {
                let start = max(0, size - reach)
                let bytes = try file.read(size - start, at: start)
                let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
                if cursor.file == nil { cursor = AuditCursor(file: path, offset: start + end) }
                let whole = bytes[..<end].split(separator: UInt8(ascii: "\n"))
                found = whole.dropFirst(start > 0 ? 1 : 0).suffix(count - lines.count).map {
                    String(decoding: $0, as: UTF8.self)
                }
                reach *= 4
            } while found.count < count - lines.count && reach / 4 < size
            lines = found + lines
            if lines.count >= count { break }
        }
        return (lines, cursor)
    }

    /// The lines written since `cursor`, which is moved behind them. Half-written lines wait for their end.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package func lines(after cursor: inout AuditCursor) throws(AuditStorageError) -> [String] {
        var lines: [String] = []
        for path in try files() where path >= cursor.file ?? "" {
            let file = try OpenFile(path, flags: O_RDONLY)
            let offset = path == cursor.file ? cursor.offset : 0
            let bytes = try file.read(max(0, try file.size() - offset), at: offset)
            let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            lines += bytes[..<end].split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
            cursor = AuditCursor(file: path, offset: offset + end)
        }
        return lines
    }
}
