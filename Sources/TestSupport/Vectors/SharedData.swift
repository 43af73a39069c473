package import Foundation
package import Testing

/// The data sets that lie beside the repository, in `QUORATE_SHARED` or `../shared`, as ``SharedVectors`` do.
package enum SharedData {
    /// The folder of the data sets.
    package static let folder = SharedVectors.folder.deletingLastPathComponent().appendingPathComponent("data")

    package static let arePresent = FileManager.default.fileExists(atPath: folder.path)

    /// A file's bytes; of one that ends in `.gz`, what it holds.
    ///
    /// - Throws: where it is missing, or `gzip` cannot be run.
    package static func bytes(_ path: String) throws -> [UInt8] {
        let file = folder.appendingPathComponent(path)
        guard path.hasSuffix(".gz") else { return [UInt8](try Data(contentsOf: file)) }
        let unpacking = Process()
        unpacking.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        unpacking.arguments = ["gzip", "-dc", file.path]
        let output = Pipe()
        unpacking.standardOutput = output
        try unpacking.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        unpacking.waitUntilExit()
        guard unpacking.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        return [UInt8](data)
    }

    /// A file as text.
    ///
    /// - Throws: where it is missing.
    package static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where the shared data sets are missing and nobody requires them.
    package static var needsSharedData: Self {
        .enabled(
            if: SharedData.arePresent || SharedVectors.areRequired,
            "no data sets in \(SharedData.folder.path); set QUORATE_SHARED to the folder that has them")
    }
}
