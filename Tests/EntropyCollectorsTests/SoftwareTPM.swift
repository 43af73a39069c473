import Foundation
import Testing

/// swtpm, on a Unix socket in a folder of its own; it ends with this value.
final class SoftwareTPM: @unchecked Sendable {
    // Unchecked: a Process is touched by the test that made it only.
    private let process = Process()
    private let folder: TemporaryFolder
    let socket: String

    /// - Parameter isStarted: whether the TPM has had its TPM2_Startup.
    init(isStarted: Bool = true) throws {
        folder = try TemporaryFolder()
        socket = folder.path("tpm")
        process.executableURL = URL(fileURLWithPath: try #require(InstalledProgram.path("swtpm"), "swtpm is missing"))
        process.arguments = [
            "socket", "--tpm2", "--tpmstate", "dir=\(folder.path)", "--server", "type=unixio,path=\(socket)",
            "--flags", isStarted ? "not-need-init,startup-clear" : "not-need-init",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let deadline = ContinuousClock.now + .seconds(20)
        while !FileManager.default.fileExists(atPath: socket), process.isRunning, ContinuousClock.now < deadline {
            usleep(10_000)
        }
        try #require(FileManager.default.fileExists(atPath: socket), "swtpm did not begin to listen")
    }

    deinit { end() }

    func end() {
        guard process.isRunning else { return }
        // A program begun on a thread that blocks signals, as those of tasks do, does not hear of SIGTERM.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
