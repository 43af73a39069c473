package import AuditLog
import Foundation
import Glibc

extension AuditFolder {
    /// Reads every file of the log and reports what is not as it was written. May run while the log is written.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable` where the folder or a file cannot be read, or no log is there.
    package func verify() throws(AuditStorageError) -> AuditReport {
        // The head before the files: a record that is written meanwhile is then behind it, never missing.
        let acknowledged = acknowledged()
        let files = try files()
        guard !files.isEmpty || acknowledged != nil else {
            throw AuditStorageError(.unreadable, "\(path) holds no audit log (audit-YYYY-MM-DD.jsonl)")
        }
        var verifier = AuditVerifier(acknowledged: acknowledged)
        for file in files { try Self.read(file, into: &verifier) }
        return verifier.finish()
    }

    private static func read(_ path: String, into verifier: inout AuditVerifier) throws(AuditStorageError) {
        let file = try OpenFile(path, flags: O_RDONLY)
        let name = (path as NSString).lastPathComponent
        var offset = 0
        var line = 1
        var rest: [UInt8] = []
        while true {
            let chunk = try file.read(chunk, at: offset)
            offset += chunk.count
            rest += chunk
            var start = 0
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                verifier.read(rest[start..<end], at: AuditPlace(file: name, line: line))
                line += 1
                start = end + 1
            }
            rest.removeFirst(start)
            let isLast = chunk.isEmpty
            if isLast || rest.count > longestLine {
                if !rest.isEmpty {
                    verifier.read(rest[...], at: AuditPlace(file: name, line: line), isTerminated: !isLast)
                }
                rest = []
            }
            if isLast { return }
        }
    }
}
