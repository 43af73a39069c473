import Foundation
import Glibc

/// A dev folder in use by this process; nobody else starts a fleet in it until it is released.
struct FolderLock: Sendable {
    private let descriptor: Int32

    fileprivate init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    func release() {
        close(descriptor)
    }
}

extension DevFolder {
    /// Written before anything else of a fleet: says that the entries below are a fleet's, and may be deleted with it.
    private static let marker = ".quorate-fleet"

    /// What has a name that a dev fleet uses.
    private var entries: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let own: Set = ["root", "hub", "gateway", "charter.signed", "env", "fleet.json", "admin-token"]
        return names.filter { own.contains($0) || $0.wholeMatch(of: /custodian-[0-9]+/) != nil }.sorted()
    }

    private var isMarked: Bool { FileManager.default.fileExists(atPath: file(Self.marker)) }

    private var hasRoot: Bool { FileManager.default.fileExists(atPath: file("root/root.sealed")) }

    /// Whether the entries are a fleet's: marked as such, or a whole fleet from before there was a mark, or whose copy left
    /// it out.
    private var isFleet: Bool { isMarked || hasRoot && FileManager.default.fileExists(atPath: file("charter.signed")) }

    /// Takes the folder for this process.
    ///
    /// - Throws: ``ConfigurationFault`` where another fleet runs in it, it cannot be made, or it holds files of somebody
    ///   else under names that a fleet uses; nothing has changed then.
    func lock() throws -> FolderLock {
        let foreign = entries
        guard foreign.isEmpty || isFleet else {
            throw ConfigurationFault(
                "The folder \(path) holds \(foreign.joined(separator: ", ")), and no fleet made that. Use another folder "
                    + "with --data.")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ConfigurationFault("The folder \(path) cannot be made: \(error.localizedDescription)")
        }
        let descriptor = unsafe open(file(".lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ConfigurationFault("The folder \(path) cannot be written (errno \(errno)).")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw ConfigurationFault("Another fleet runs in \(path): stop it, or use another folder with --data.")
        }
        if !isMarked {
            try Data("Quorate keeps a dev fleet in this folder.\n".utf8).write(
                to: URL(fileURLWithPath: file(Self.marker)), options: .atomic)
        }
        return FolderLock(descriptor)
    }

    /// Deletes the fleet in the folder, and nothing else there.
    ///
    /// - Throws: where a file cannot be deleted.
    func wipe() throws {
        for entry in entries { try FileManager.default.removeItem(atPath: file(entry)) }
    }

    /// Whether there is a fleet. What a start that was interrupted left is cleared away, as long as no key can be in it.
    ///
    /// - Throws: ``ConfigurationFault`` where keys may be there, but not the root.
    func isComplete() throws -> Bool {
        if hasRoot { return true }
        guard !FileManager.default.fileExists(atPath: file("hub/quorate.sqlite")) else {
            throw ConfigurationFault(
                "The fleet in \(path) has lost its root (root/root.sealed): put it back from a copy, or start empty with "
                    + "--fresh, which deletes its keys.")
        }
        try wipe()
        return false
    }
}
