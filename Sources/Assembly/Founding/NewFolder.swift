import Foundation

/// A folder that this process makes, of mode 0700.
struct NewFolder: Sendable {
    let path: String

    /// - Throws: ``ConfigurationFault`` where there is something of that name, or it cannot be made.
    init(_ path: String) throws {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
        guard !FileManager.default.fileExists(atPath: self.path) else {
            throw ConfigurationFault("\(self.path) exists: take another folder, or move this one away.")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: self.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ConfigurationFault("The folder \(self.path) cannot be made: \(error.localizedDescription)")
        }
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
