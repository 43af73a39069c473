import Foundation
import Glibc

extension AuditFolder {
    /// The last `count` lines of the log, oldest first; all of them where there are fewer. A half-written one is left out.
    ///
    /// - Parameter count: 0 or more.
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package func tail(_ count: Int) throws(AuditStorageError) -> [String] {
        var lines: [String] = []
        for path in try files().reversed() {
            let file = try OpenFile(path, flags: O_RDONLY)
            let size = try file.size()
            var found: [String] = []
            var reach = Self.chunk
            repeat {
                let start = max(0, size - reach)
                let bytes = try file.read(size - start, at: start)
                let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
                let whole = bytes[..<end].split(separator: UInt8(ascii: "\n"))
                found = whole.dropFirst(start > 0 ? 1 : 0).suffix(count - lines.count).map {
                    String(decoding: $0, as: UTF8.self)
                }
                reach *= 4
            } while found.count < count - lines.count && reach / 4 < size
            lines = found + lines
            if lines.count >= count { break }
        }
        return lines
    }
}
