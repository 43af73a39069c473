import AuditLog
import Glibc

/// The writing end of `audit.checkpoints`: a line each, appended and flushed. Every call blocks.
struct CheckpointFile: ~Copyable {
    private let folder: AuditFolder
    private var file: OpenFile
    private var size: Int
    /// The newest that can be read.
    private(set) var last: SignedCheckpoint?

    /// Opens the file, or makes it. What a killed process had half written is taken off: nobody had it yet.
    ///
    /// - Throws: ``AuditStorageError``.
    init(_ folder: AuditFolder) throws(AuditStorageError) {
        self.folder = folder
        let opened = try OpenFile(folder.checkpointsPath, flags: O_RDWR | O_CREAT)
        let end = try Self.end(of: opened)
        if end.isTorn { try opened.truncate(to: end.size) }
        try opened.synchronise()
        try folder.synchronise()
        (size, last) = (end.size, end.last)
        file = consume opened
    }

    /// The newest checkpoint in a folder that nobody writes; nil where there is none that can be read.
    static func last(in folder: AuditFolder) -> SignedCheckpoint? {
        guard let file = try? OpenFile(folder.checkpointsPath, flags: O_RDONLY) else { return nil }
        return (try? end(of: file))?.last
    }

    private static func end(
        of file: borrowing OpenFile
    ) throws(AuditStorageError) -> (size: Int, last: SignedCheckpoint?, isTorn: Bool) {
        let whole = try file.size()
        let start = max(0, whole - 4 * SignedCheckpoint.longestLine)
        let bytes = try file.read(whole - start, at: start)
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        // A tail longer than any line was not left by a crash: it stays, and is found when the log is verified.
        let isTorn = end < bytes.count && bytes.count - end < SignedCheckpoint.longestLine
        let last = bytes[..<end].split(separator: UInt8(ascii: "\n")).reversed().lazy
            .compactMap { SignedCheckpoint(line: $0) }.first
        return (isTorn ? start + end : whole, last, isTorn)
    }

    /// Returns once the checkpoint is on disk.
    ///
    /// - Throws: ``AuditStorageError``; the file is then as it was, as far as the disk allows.
    mutating func append(_ checkpoint: SignedCheckpoint) throws(AuditStorageError) {
        if !file.isAt(folder.checkpointsPath) {
            // Taken away while it was written: the next one says by its predecessor that others are missing.
            file = try OpenFile(folder.checkpointsPath, flags: O_RDWR | O_CREAT)
            size = try file.size()
            try folder.synchronise()
        }
        let line = checkpoint.line
        do {
            try file.write(line, at: size)
            try file.synchronise()
        } catch {
            try? file.truncate(to: size)
            throw error
        }
        size += line.count
        last = checkpoint
    }

    /// The checkpoints behind the one with a digest, oldest first, at most `limit`; nil where it is not among them.
    ///
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    static func run(
        in folder: AuditFolder, after digest: [UInt8], limit: Int
    ) throws(AuditStorageError) -> [SignedCheckpoint]? {
        var run: [SignedCheckpoint]?
        try AuditFolder.read(folder.checkpointsPath) { line, _, isTerminated in
            guard isTerminated, run?.count ?? 0 < limit, let signed = SignedCheckpoint(line: line) else { return }
            if run != nil {
                run?.append(signed)
            } else if signed.checkpoint.digest == digest {
                run = []
            }
        }
        return run
    }
}
