import Foundation
import Testing

/// A token of SoftHSM, with a configuration and a folder of its own.
final class SoftwareToken: Sendable {
    static let pin = "7391"
    private let folder: TemporaryFolder
    let module: String
    let pinFile: String
    let wrongPINFile: String

    /// SoftHSM reads the environment of this process once, when it is initialised: one token a process.
    init() throws {
        folder = try TemporaryFolder()
        let places = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so"]
        module = try #require(places.first(where: FileManager.default.fileExists), "SoftHSM's module is missing")
        try FileManager.default.createDirectory(atPath: folder.path("tokens"), withIntermediateDirectories: true)
        try folder.write("directories.tokendir = \(folder.path("tokens"))\nlog.level = ERROR\n", to: "softhsm2.conf")
        try folder.write("\(Self.pin)\n", to: "pin")
        try folder.write("0000\n", to: "wrong")
        pinFile = folder.path("pin")
        wrongPINFile = folder.path("wrong")
        unsafe setenv("SOFTHSM2_CONF", folder.path("softhsm2.conf"), 1)
        let making = Process()
        let program = try #require(InstalledProgram.path("softhsm2-util"), "softhsm2-util is missing")
        making.executableURL = URL(fileURLWithPath: program)
        making.arguments = [
            "--init-token", "--free", "--label", "entropy", "--so-pin", "53017391", "--pin", Self.pin,
        ]
        making.standardOutput = FileHandle.nullDevice
        try making.run()
        making.waitUntilExit()
        try #require(making.terminationStatus == 0, "softhsm2-util makes no token")
    }
}
