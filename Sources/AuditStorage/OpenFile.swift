import Glibc

/// A file that is closed when its owner lets go of it. Every call blocks.
struct OpenFile: ~Copyable {
    let path: String
    private let descriptor: CInt

    /// - Throws: ``AuditStorageError`` with `.unreadable` for a file opened to read, else `.full` or `.unwritable`.
    init(_ path: String, flags: CInt) throws(AuditStorageError) {
        self.path = path
        descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Self.failure(flags & O_ACCMODE == O_RDONLY ? .unreadable : .unwritable, "cannot open", path)
        }
    }

    deinit {
        _ = close(descriptor)
    }

    /// Takes the file for this process alone, until it is closed or the process ends.
    ///
    /// - Throws: ``AuditStorageError`` with `.locked`.
    borrowing func lock() throws(AuditStorageError) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw AuditStorageError(
                .locked, "\(path) is held by another process that writes this log: stop that one first")
        }
    }

    /// Whether a path leads to this file: false once it was removed, moved or replaced.
    borrowing func isAt(_ path: String) -> Bool {
        var here = stat()
        var there = stat()
        guard unsafe fstat(descriptor, &here) == 0, unsafe stat(path, &there) == 0 else { return false }
        return here.st_ino == there.st_ino && here.st_dev == there.st_dev
    }

    borrowing func size() throws(AuditStorageError) -> Int {
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 0 else { throw Self.failure(.unreadable, "cannot measure", path) }
        return size
    }

    /// Reads up to `count` bytes from `offset`; fewer only at the end of the file.
    borrowing func read(_ count: Int, at offset: Int) throws(AuditStorageError) -> [UInt8] {
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            while filled < count {
                let read = unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, offset + filled)
                if read < 0, errno == EINTR { continue }
                failed = read < 0
                guard read > 0 else { return }
                filled += read
            }
        }
        guard !failed else { throw Self.failure(.unreadable, "cannot read", path) }
        return bytes
    }

    /// - Throws: ``AuditStorageError`` with `.full` or `.unwritable`. Part of the bytes may be in the file then.
    borrowing func write(_ bytes: [UInt8], at offset: Int) throws(AuditStorageError) {
        var position = 0
        while position < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor, buffer.baseAddress?.advanced(by: position), buffer.count - position, offset + position)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failure(.unwritable, "cannot write", path) }
            position += written
        }
    }

    borrowing func truncate(to size: Int) throws(AuditStorageError) {
        guard ftruncate(descriptor, size) == 0 else { throw Self.failure(.unwritable, "cannot shorten", path) }
    }

    /// Returns once the content is on disk.
    borrowing func synchronise() throws(AuditStorageError) {
        guard fdatasync(descriptor) == 0 else { throw Self.failure(.unwritable, "cannot write to the disk", path) }
    }

    private static func failure(_ code: AuditStorageError.Code, _ what: String, _ path: String) -> AuditStorageError {
        let number = errno
        if number == ENOSPC || number == EDQUOT {
            return AuditStorageError(.full, "no space is left for \(path): requests are refused until there is some")
        }
        let reason = unsafe String(cString: strerror(number))
        return AuditStorageError(code, "\(what) \(path): \(reason)")
    }
}
