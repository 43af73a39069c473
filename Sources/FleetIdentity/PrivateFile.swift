import CoreFoundation
import Foundation
import Glibc
import Secrets

/// Files that hold secrets, or that must never be half written.
package enum PrivateFile {
    /// Writes a file so that a crash leaves the old content or the new one, never a mixture.
    ///
    /// - Parameter replacing: false refuses where the file exists.
    /// - Throws: ``FleetError`` with `.file`.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o600, replacing: Bool = true
    ) throws(FleetError) {
        let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).new"
        let descriptor = unsafe Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw failure("cannot make", temporary) }
        defer { unsafe _ = unlink(temporary) }
        do {
            defer { _ = close(descriptor) }
            try writeAll(bytes, to: descriptor, temporary)
            guard fsync(descriptor) == 0 else { throw failure("cannot write", temporary) }
        }
        // A link, other than a renaming, fails where the file exists.
        let status = unsafe replacing ? rename(temporary, path) : link(temporary, path)
        guard status == 0 else { throw failure("cannot put in place", path) }
        try synchroniseFolder(of: path)
    }

    /// Reads a file that anyone may read.
    ///
    /// - Throws: ``FleetError`` with `.file`.
    package static func read(_ path: String, limit: Int) throws(FleetError) -> [UInt8] {
        try readSecret(path, limit: limit, isPrivate: false).revealed()
    }

    /// Reads a file that nobody but its owner, who must be this process's user or root, may touch.
    ///
    /// - Throws: ``FleetError`` with `.badSealingKey` where others may touch it, or `.file`.
    static func readSecret(_ path: String, limit: Int, isPrivate: Bool = true) throws(FleetError) -> SecretBytes {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot open", path) }
        defer { _ = close(descriptor) }
        // The descriptor is asked, not the path, so that what is checked is what is read.
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure("cannot look at", path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
            throw FleetError(.badDocument, "\(path) is not a file of at most \(limit) bytes")
        }
        if isPrivate { try checkOwner(status, path) }
        let size = Int(status.st_size)
        var filled = 0
        let content = unsafe SecretBytes(count: size) { buffer in
            while filled < size {
                let count = unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), size - filled)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                filled += count
            }
        }
        guard filled == size else { throw failure("cannot read all of", path) }
        return content
    }

    private static func checkOwner(_ status: stat, _ path: String) throws(FleetError) {
        let mode = status.st_mode & 0o7777
        guard mode & 0o077 == 0 else {
            let octal = String(mode, radix: 8)
            throw FleetError(
                .badSealingKey,
                "\(path) has mode 0\(octal), so that others than its owner may use it: chmod 0600 \(path)")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw FleetError(
                .badSealingKey,
                "\(path) belongs to user \(status.st_uid), not to this process's: chown \(geteuid()) \(path)")
        }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: CInt, _ path: String) throws(FleetError) {
        var position = 0
        while position < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: position), buffer.count - position)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("cannot write", path) }
            position += count
        }
    }

    private static func synchroniseFolder(of path: String) throws(FleetError) {
        let folder = (path as NSString).deletingLastPathComponent
        let descriptor = unsafe Glibc.open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot open", folder) }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot write", folder) }
    }

    private static func failure(_ what: String, _ path: String) -> FleetError {
        let reason = unsafe String(cString: strerror(errno))
        return FleetError(.file, "\(what) \(path): \(reason)")
    }
}
