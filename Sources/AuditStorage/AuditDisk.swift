import AuditLog
import ByteCoding
import Foundation
import Glibc

/// The writing end of a log. Every call blocks; one thread at a time uses it.
struct AuditDisk: ~Copyable {
    private let folder: AuditFolder
    private let headFile: OpenFile
    /// What was found in the folder.
    let opening: AuditOpening
    private var chain: AuditChain
    private var file: OpenFile?
    private var filePath: String?
    private var size = 0
    /// Set once it is in doubt what the disk kept.
    private var broken: AuditStorageError?

    /// Takes the folder for this process, and sets a half-written tail aside.
    ///
    /// - Parameter newLog: names the log where the folder has none.
    /// - Throws: ``AuditStorageError``.
    static func open(
        _ folder: AuditFolder, newLog: AuditLogID
    ) throws(AuditStorageError) -> AuditDisk {
        try folder.create()
        let promised = CheckpointFile.last(in: folder)?.head
        let isNew = try folder.files().isEmpty && folder.acknowledged() == nil && promised == nil
        let headFile = try OpenFile(folder.headPath, flags: O_RDWR | O_CREAT)
        try headFile.lock()
        let resumption = try AuditResumption(folder, promised: promised)
        let tornFile = try setAside(resumption, in: folder)
        let head = resumption.head ?? .beginning(of: newLog)
        let encodedHead = head.encoded
        try headFile.truncate(to: encodedHead.count)
        try headFile.write(encodedHead, at: 0)
        try headFile.synchronise()
        try folder.synchronise()
        let opening = AuditOpening(
            head: head, isNew: isNew, hasGap: resumption.hasGap, tornFile: tornFile, tornBytes: resumption.torn.count,
            isAfterCrash: !isNew && FileManager.default.fileExists(atPath: folder.openPath))
        try OpenFile(folder.openPath, flags: O_RDWR | O_CREAT).synchronise()
        try folder.synchronise()
        var disk = AuditDisk(folder: folder, headFile: headFile, opening: opening)
        if let path = resumption.file { try disk.use(path) }
        if resumption.hasGap { try disk.closeLine() }
        return disk
    }

    private init(folder: AuditFolder, headFile: consuming OpenFile, opening: AuditOpening) {
        self.folder = folder
        self.headFile = headFile
        self.opening = opening
        chain = AuditChain(after: opening.head)
    }

    /// Puts records on disk: one write, one flush. All are kept or none is.
    ///
    /// - Throws: ``AuditStorageError``.
    mutating func commit(_ objects: [[UInt8]], day: String) throws(AuditStorageError) {
        if let broken { throw broken }
        try roll(to: folder.filePath(day: day))
        var next = chain
        var bytes: [UInt8] = []
        bytes.reserveCapacity(objects.reduce(0) { $0 + $1.count + 400 })
        for object in objects { next.seal(object: object, into: &bytes) }
        try append(bytes)
        chain = next
        // Not flushed: after a loss of power it may be behind the log, which says nothing false; never ahead of it.
        try orBreak { (disk: borrowing AuditDisk) throws(AuditStorageError) in
            try disk.headFile.write(next.head.encoded, at: 0)
        }
    }

    private mutating func append(_ bytes: [UInt8]) throws(AuditStorageError) {
        let size = size
        do {
            try file?.write(bytes, at: size)
        } catch {
            // A part may be in the file. It is taken back; where that fails too, nothing more is written.
            try orBreak { (disk: borrowing AuditDisk) throws(AuditStorageError) in try disk.file?.truncate(to: size) }
            throw error
        }
        // After a failed flush nobody can say what the disk has, and asking again would claim that it has all.
        try orBreak { (disk: borrowing AuditDisk) throws(AuditStorageError) in try disk.file?.synchronise() }
        self.size += bytes.count
    }

    private mutating func orBreak(
        _ body: (borrowing AuditDisk) throws(AuditStorageError) -> Void
    ) throws(AuditStorageError) {
        do {
            try body(self)
        } catch {
            let failure = AuditStorageError(
                .unwritable,
                "\(error.message); it is in doubt what the disk kept, so requests are refused until a restart")
            broken = failure
            throw failure
        }
    }

    /// Goes on in the file of a later day. Never back: a clock that was put back must not change the order of files.
    private mutating func roll(to path: String) throws(AuditStorageError) {
        if let filePath, filePath >= path { return }
        try use(path)
        try folder.synchronise()
    }

    private mutating func use(_ path: String) throws(AuditStorageError) {
        let opened = try OpenFile(path, flags: O_RDWR | O_CREAT)
        size = try opened.size()
        file = consume opened
        filePath = path
    }

    /// How far the log has come.
    var head: AuditHead { chain.head }

    /// Takes note that nobody writes the log any more, in an orderly way.
    ///
    /// - Parameter isCovered: whether it has its last checkpoint.
    func close(isCovered: Bool) {
        guard broken == nil, isCovered else { return }
        _ = unsafe unlink(folder.openPath)
    }

    /// The path of the file in use, if it is not there any more under its name: nobody would find what is written to it.
    var lostPath: String? {
        guard let filePath, let isThere = file?.isAt(filePath) else { return nil }
        return isThere ? nil : filePath
    }

    /// Goes on in a new file in the place of one that is gone.
    ///
    /// - Throws: ``AuditStorageError``.
    mutating func replaceLost() throws(AuditStorageError) {
        guard let filePath else { return }
        try use(filePath)
        try closeLine()
        try folder.synchronise()
    }

    /// Ends a damaged last line that is kept, so that the next record is a line of its own.
    private mutating func closeLine() throws(AuditStorageError) {
        guard size > 0, let last = try file?.read(1, at: size - 1), last != [UInt8(ascii: "\n")] else { return }
        try append([UInt8(ascii: "\n")])
    }

    /// Moves a half-written tail into a file of its own: nothing is lost, and the log ends in a whole line.
    private static func setAside(
        _ resumption: AuditResumption, in folder: AuditFolder
    ) throws(AuditStorageError) -> String? {
        guard let path = resumption.file, !resumption.torn.isEmpty else { return nil }
        let aside = "\(path).torn-\(resumption.keptBytes)"
        let copy = try OpenFile(aside, flags: O_RDWR | O_CREAT | O_TRUNC)
        try copy.write(resumption.torn, at: 0)
        try copy.synchronise()
        try folder.synchronise()
        let file = try OpenFile(path, flags: O_RDWR)
        try file.truncate(to: resumption.keptBytes)
        try file.synchronise()
        return (aside as NSString).lastPathComponent
    }
}
