import Foundation
import Glibc

/// The file that spans go to, as long as it has room. Every call blocks.
struct SpanOutput: ~Copyable {
    private let path: String
    private let limit: Int
    private var descriptor: CInt
    /// Of the file; -1 for what is none, such as a pipe.
    private var size = 0
    /// The file's number on its disk.
    private var number: Int?
    /// Whether the last line has no end, because the disk was full in the middle of it.
    private var isTorn = false
    private var isFailing = false

    /// - Parameters:
    ///   - path: `stderr` for that.
    ///   - limit: bytes after which the file is put aside as `PATH.1`; no limit for what is no file.
    /// - Throws: ``ConfigurationFault``.
    init(_ path: String, limit: Int) throws {
        // A link is followed: what is put aside is the file.
        self.path = path == "stderr" ? path : URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        self.limit = limit
        descriptor = Self.open(self.path)
        guard descriptor >= 0 else {
            throw ConfigurationFault("Spans cannot be written to \(path): \(Self.reason()).")
        }
        (number, size) = Self.file(at: self.path)
    }

    deinit {
        if descriptor > STDERR_FILENO { close(descriptor) }
    }

    /// - Returns: how many of the lines are in the file, and why not all, once until it is so again.
    mutating func write(_ lines: [[UInt8]]) -> (written: Int, failure: String?) {
        if isFile, size > limit || !isInPlace { replace() }
        var written = 0
        while written < lines.count {
            // About a page's worth at once, so that a full disk costs few of them.
            var bytes: [UInt8] = isTorn ? [UInt8(ascii: "\n")] : []
            var next = written
            while next < lines.count, bytes.count < 65_536 {
                bytes += lines[next]
                next += 1
            }
            guard append(bytes) else {
                defer { isFailing = true }
                return (written, isFailing ? nil : Self.reason())
            }
            (isTorn, isFailing) = (false, false)
            written = next
            if isFile, size > limit { replace() }
        }
        return (written, nil)
    }

    private var isFile: Bool { size >= 0 }

    private mutating func append(_ bytes: [UInt8]) -> Bool {
        var position = 0
        while position < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: position), buffer.count - position)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                isTorn = isTorn || position > 0
                return false
            }
            position += count
            if size >= 0 { size += count }
        }
        return true
    }

    /// Whether the path still leads to the file: somebody else may put it aside.
    private var isInPlace: Bool { Self.file(at: path).number == number }

    /// Goes on in a new file. Where that cannot be, it goes on in the old one.
    private mutating func replace() {
        if isInPlace { _ = unsafe rename(path, "\(path).1") }
        let opened = Self.open(path)
        guard opened >= 0 else { return }
        close(descriptor)
        descriptor = opened
        isTorn = false
        (number, size) = Self.file(at: path)
    }

    /// Does not wait: neither for who reads a pipe, nor later for its reading.
    private static func open(_ path: String) -> CInt {
        guard path != "stderr" else { return STDERR_FILENO }
        return unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o600)
    }

    /// The file's number on its disk and its size; nil and -1 for what is none.
    private static func file(at path: String) -> (number: Int?, size: Int) {
        guard path != "stderr", let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int
        else { return (nil, -1) }
        return (attributes[.systemFileNumber] as? Int, size)
    }

    private static func reason() -> String {
        unsafe String(cString: strerror(errno))
    }
}
