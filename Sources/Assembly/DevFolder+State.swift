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
    /// What a dev fleet keeps in its folder; nothing else there is ever touched.
    private var entries: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let own: Set = ["root", "hub", "gateway", "charter.signed", "env", "fleet.json", "admin-token"]
        return names.filter { own.contains($0) || $0.hasPrefix("custodian-") }
    }

    /// Takes the folder for this process.
    ///
    /// - Throws: ``ConfigurationFault`` where another fleet runs in it, or it cannot be made.
    func lock() throws -> FolderLock {
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
        if FileManager.default.fileExists(atPath: file("root/root.sealed")) { return true }
        guard !FileManager.default.fileExists(atPath: file("hub/quorate.sqlite")) else {
            throw ConfigurationFault(
                "The fleet in \(path) has lost its root (root/root.sealed): put it back from a copy, or start empty with "
                    + "--fresh, which deletes its keys.")
        }
        try wipe()
        return false
    }
}
