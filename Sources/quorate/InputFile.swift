import ArgumentParser
import Foundation

/// Bytes to work on, from a file or from a device that may never end.
struct InputFile {
    /// The most bytes that are read of a file.
    static let limit = 1 << 28
    /// How long a device may give nothing, milliseconds.
    private static let patience: Int32 = 10_000

    let path: String
    /// The option that says how much to take; nil where it is all or nothing.
    let option: String?

    /// Whether it is a device, of which one has to say how much to take.
    var isEndless: Bool {
        guard let (type, _) = try? attributes() else { return false }
        return ![.typeRegular, .typeDirectory].contains(type)
    }

    /// - Parameter wanted: how many bytes to read at most; nil for all of a file, which a device does not have.
    /// - Throws: `ValidationError`, which says what is wrong with the file.
    func read(_ wanted: Int?) throws -> [UInt8] {
        let (type, size) = try attributes()
        let count: Int
        switch type {
        case .typeRegular:
            guard size > 0 else { throw fault("is empty") }
            count = min(size, wanted ?? size)
            guard count <= Self.limit else {
                throw fault("has \(size) bytes, and \(Self.limit) are read at most: \(advice), or split it")
            }
        case .typeDirectory: throw fault("is a folder: name a file")
        default:
            guard let wanted else {
                throw fault(
                    option == nil
                        ? "is a pipe or a device: save what it gives to a file first"
                        : "is a device, which has no end: \(advice)")
            }
            guard wanted <= Self.limit else {
                throw fault("is asked for \(wanted) bytes, and \(Self.limit) are read at most")
            }
            count = wanted
        }
        let file = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw fault("cannot be opened: \(Self.lastError)") }
        defer { close(file) }
        return try take(count, from: file)
    }

    private func attributes() throws -> (type: FileAttributeType, size: Int) {
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: RealPath.of(path) ?? path)
            let size = attributes[.size] as? NSNumber
            return (attributes[.type] as? FileAttributeType ?? .typeUnknown, size?.intValue ?? 0)
        } catch {
            throw fault("cannot be read: there is no such file, or it is not yours")
        }
    }

    private func take(_ count: Int, from file: Int32) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var position = 0
        while position < count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Foundation.read(file, buffer.baseAddress?.advanced(by: position), count - position)
            }
            switch got {
            case 0: throw fault("ends after \(position) of \(count) bytes")
            case 1...: position += got
            default:
                switch errno {
                case EINTR: continue
                case EAGAIN: try wait(for: file, position, count)
                default: throw fault("gives no more after \(position) of \(count) bytes: \(Self.lastError)")
                }
            }
        }
        return bytes
    }

    private func wait(for file: Int32, _ position: Int, _ count: Int) throws {
        var waiting = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waiting, 1, Self.patience) > 0 else {
            throw fault("has given \(position) of \(count) bytes and then nothing for \(Self.patience / 1_000) seconds")
        }
    }

    private static var lastError: String { unsafe String(cString: strerror(errno)) }

    private var advice: String { option.map { "say how much to take with \($0)" } ?? "name a smaller file" }

    private func fault(_ what: String) -> ValidationError { ValidationError("\(path) \(what).") }
}
