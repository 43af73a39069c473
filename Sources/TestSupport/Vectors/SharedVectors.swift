package import Foundation
package import Testing

/// The test vectors that lie beside the repository, in `QUORATE_SHARED` or `../shared`.
///
/// A clone without them skips the tests that need them, and says so; with `QUORATE_REQUIRE_SHARED=1` those tests fail.
package enum SharedVectors {
    /// The package's root, from this file's own path.
    package static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of the vectors.
    package static let folder: URL = {
        let shared = ProcessInfo.processInfo.environment["QUORATE_SHARED"] ?? "../shared"
        return URL(fileURLWithPath: shared, relativeTo: packageRoot).appendingPathComponent("vectors")
            .standardizedFileURL
    }()

    package static let arePresent = FileManager.default.fileExists(atPath: folder.path)

    package static let areRequired = ProcessInfo.processInfo.environment["QUORATE_REQUIRE_SHARED"] == "1"

    /// A JSON file of vectors.
    ///
    /// - Throws: where it is missing or has another shape.
    package static func load<Vectors: Decodable>(_ path: String, as type: Vectors.Type = Vectors.self) throws -> Vectors
    {
        try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: folder.appendingPathComponent(path)))
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where the shared vectors are missing and nobody requires them.
    package static var needsSharedVectors: Self {
        .enabled(
            if: SharedVectors.arePresent || SharedVectors.areRequired,
            "no test vectors in \(SharedVectors.folder.path); set QUORATE_SHARED to the folder that has them")
    }
}

/// Answers that the second implementation in `Scripts/known-answers` gave; they are part of the repository.
package enum KnownAnswers {
    /// - Throws: where the file is missing or has another shape.
    package static func load<Answers: Decodable>(_ name: String, as type: Answers.Type = Answers.self) throws -> Answers
    {
        let file = SharedVectors.packageRoot.appendingPathComponent("Scripts/known-answers/answers/\(name).json")
        return try JSONDecoder().decode(Answers.self, from: Data(contentsOf: file))
    }
}
