import ArgumentParser
import Foundation

/// A file that a command writes at its end, whole or not at all.
struct OutputFile {
    let path: String
    /// The option that names it.
    let option: String

    /// Finds out whether the file could be written before there is anything to write.
    ///
    /// - Parameter others: the other files of the command, none of which it may be.
    /// - Throws: `ValidationError`.
    func check(besides others: [String?]) throws {
        if let other = others.compactMap(\.self).first(where: { Self.place(of: $0) == Self.place(of: path) }) {
            throw ValidationError("\(option) \(path): this is \(other), which the command needs; name another file.")
        }
        let place = Self.place(of: path)
        switch try? FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType {
        case nil, .typeRegular: break
        case .typeDirectory: throw ValidationError("\(option) \(path): this is a folder; name a file.")
        default: throw ValidationError("\(option) \(path): this is a pipe or a device; name a file.")
        }
        guard FileManager.default.isWritableFile(atPath: Self.folder(of: place)) else { throw fault }
    }

    /// - Throws: `ValidationError` where the file cannot be written.
    func write(_ data: Data) throws {
        do {
            try data.write(to: URL(fileURLWithPath: Self.place(of: path)), options: .atomic)
        } catch {
            throw fault
        }
    }

    /// Where the system finds what a path names, and where it would make it if there is nothing yet.
    private static func place(of path: String) -> String {
        if let real = RealPath.of(path) { return real }
        guard let folder = RealPath.of(folder(of: path)) else { return path }
        return folder + "/" + (path.split(separator: "/").last.map(String.init) ?? "")
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private var fault: ValidationError {
        ValidationError("\(option) \(path): the file cannot be written: is its folder there, and yours?")
    }
}
