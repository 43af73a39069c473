package import AuditLog
import Foundation
import Glibc

extension AuditFolder {
    /// Reads every file of the log and reports what is not as it was written, by the log itself and the checkpoints that lie
    /// with it, whose signatures are not checked. May run while the log is written.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable` where the folder or a file cannot be read, or no log is there.
    package func verify() throws(AuditStorageError) -> AuditReport {
        let inspection = try AuditInspection([self]) { _ in nil }
        return try verify(inspection.subjects[0].evidence)
    }

    /// - Parameters:
    ///   - checkpoints: read before.
    ///   - wasClosed: whether nobody wrote the log when they were read.
    func verify(
        _ checkpoints: CheckpointEvidence, wasClosed: Bool = false
    ) throws(AuditStorageError) -> AuditReport {
        // The head before the files: a record that is written meanwhile is then behind it, never missing.
        let acknowledged = acknowledged()
        let files = try files()
        guard !files.isEmpty || acknowledged != nil else {
            throw AuditStorageError(.unreadable, "\(path) holds no audit log (audit-YYYY-MM-DD.jsonl)")
        }
        var verifier = AuditVerifier(acknowledged: acknowledged, checkpoints: checkpoints)
        for file in files {
            try Self.read(file) { line, place, isTerminated in
                verifier.read(line, at: place, isTerminated: isTerminated)
            }
        }
        return verifier.finish(isClosed: wasClosed && !isOpen)
    }

    /// Who writes the log; nil where it has no record that is as it was written, or is of another kind of node.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package func author() throws(AuditStorageError) -> AuditWitness.Author? {
        try log().flatMap { AuditWitness.Author($0) }
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

    /// Hands over a file's lines, without their newlines; one that is longer than any may be comes in pieces.
    static func read(
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
