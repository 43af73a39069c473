import FleetIdentity
import Foundation
import Glibc
import SQLiteStorage
import Testing

@Suite("Two processes on one database")
struct TwoProcessTests {
    /// Runs Python with a script that gets the database's path, and hands over what it prints.
    private func python(_ script: String, _ path: String) throws -> (
        process: Process, output: FileHandle, input: FileHandle
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, path]
        let output = Pipe()
        let input = Pipe()
        process.standardOutput = output
        process.standardInput = input
        try process.run()
        return (process, output.fileHandleForReading, input.fileHandleForWriting)
    }

    @Test("A database that another process has open is refused, and opens once that process is killed")
    func heldByAnother() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("vault.sqlite")
        try await VaultStore(path: path, sealer: try SealingKey.sample()).close()
        let script = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute("PRAGMA locking_mode = EXCLUSIVE")
            c.execute("BEGIN EXCLUSIVE")
            print("held", flush=True)
            sys.stdin.read()
            """
        let (process, output, input) = try python(script, path)
        #expect(String(decoding: output.availableData, as: UTF8.self).hasPrefix("held"))
        let error = await #expect(throws: StorageError(.locked, "")) {
            try await VaultStore(path: path, sealer: try SealingKey.sample())
        }
        #expect(error?.message.contains(path) == true)
        // Not SIGTERM, which a child of a Dispatch thread starts with blocked.
        #expect(kill(process.processIdentifier, SIGKILL) == 0)
        process.waitUntilExit()
        try input.close()
        #expect(try await VaultStore(path: path, sealer: try SealingKey.sample()).all().isEmpty)
    }

    @Test("A database that this process has open can be neither read nor written by another")
    func heldByThis() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("vault.sqlite")
        let store = try await VaultStore(path: path, sealer: try SealingKey.sample())
        let script = """
            import sqlite3, sys
            try:
                sqlite3.connect(sys.argv[1], timeout=0.2).execute("SELECT * FROM share").fetchall()
                print("read")
            except sqlite3.OperationalError as error:
                print(error)
            """
        let (process, output, _) = try python(script, path)
        let said = String(decoding: output.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(said.contains("locked"))
        try store.close()
    }
}
