import Foundation
import FuzzTargets

/// The inputs of a target that lie in the project: `Fuzz/Corpora/TARGET`, and `Fuzz/Crashers/TARGET` with what once
/// broke.
struct Corpus {
    /// Real values, which the target takes.
    let seeds: [[UInt8]]
    /// What once broke a property or stopped the process.
    let crashers: [[UInt8]]

    /// - Throws: where a file cannot be read.
    init(of target: FuzzTarget) throws {
        seeds = try Self.files(in: Self.folder("Corpora", target))
        crashers = try Self.files(in: Self.folder("Crashers", target))
    }

    /// Writes the corpus anew.
    ///
    /// - Throws: where a file cannot be written.
    static func write(_ seeds: [[UInt8]], of target: FuzzTarget) throws {
        let folder = folder("Corpora", target)
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (number, seed) in seeds.enumerated() {
            let name = "seed-\(number < 10 ? "0" : "")\(number)"
            try Data(seed).write(to: folder.appending(path: name))
        }
    }

    private static func folder(_ kind: String, _ target: FuzzTarget) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fuzz/\(kind)/\(target.name)")
            .standardized
    }

    private static func files(in folder: URL) throws -> [[UInt8]] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }.map { [UInt8](try Data(contentsOf: $0)) }
    }
}
