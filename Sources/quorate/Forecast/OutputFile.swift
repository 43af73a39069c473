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
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard unsafe !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || !isFolder.boolValue else {
            throw ValidationError("\(option) \(path): this is a folder; name a file.")
        }
        guard FileManager.default.isWritableFile(atPath: folder) else { throw fault }
    }

    /// - Throws: `ValidationError` where the file cannot be written.
    func write(_ data: Data) throws {
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw fault
        }
    }

    private static func place(of path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    private var fault: ValidationError {
        ValidationError("\(option) \(path): the file cannot be written: is its folder there, and yours?")
    }
}
