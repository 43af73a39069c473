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
        for file in files {
            try Self.read(file) { line, place, isTerminated in
                verifier.read(line, at: place, isTerminated: isTerminated)
            }
        }
        return verifier.finish()
    }

    /// Who writes the log; nil where it has no record that is as it was written, or is of another kind of node.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package func author() throws(AuditStorageError) -> AuditWitness.Author? {
        if let log = acknowledged()?.log { return AuditWitness.Author(log) }
        for file in try files() {
            if let log = try AuditEnd(of: file).head?.log { return AuditWitness.Author(log) }
        }
        return nil
    }

    /// Gives a witness every record that is as it was written.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package func testify(as author: AuditWitness.Author, to witness: inout AuditWitness) throws(AuditStorageError) {
        witness.begin(author)
        for file in try files() {
            try Self.read(file) { line, place, isTerminated in
                guard isTerminated, let line = try? AuditLine(line), line.isIntact else { return }
                witness.read(line.object, of: author, at: "\(path)/\(place)")
            }
        }
    }

    private static func read(
        _ path: String, _ take: (ArraySlice<UInt8>, AuditPlace, Bool) -> Void
    ) throws(AuditStorageError) {
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
                take(rest[start..<end], AuditPlace(file: name, line: line), true)
                line += 1
                start = end + 1
            }
            rest.removeFirst(start)
            let isLast = chunk.isEmpty
            if isLast || rest.count > longestLine {
                if !rest.isEmpty {
                    take(rest[...], AuditPlace(file: name, line: line), !isLast)
                }
                rest = []
            }
            if isLast { return }
        }
    }
}
