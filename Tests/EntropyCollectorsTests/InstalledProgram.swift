import Foundation
import Testing

/// Programs of other packages that some tests run.
enum InstalledProgram {
    static func path(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
    }

    /// Where nothing may be skipped, as in continuous integration.
    static let areRequired = ProcessInfo.processInfo.environment["QUORATE_REQUIRE_SHARED"] == "1"
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where a program is missing and nobody requires it.
    static func needs(_ program: String) -> Self {
        .enabled(
            if: InstalledProgram.path(program) != nil || InstalledProgram.areRequired,
            "\(program) is not installed; `make test-swift` installs it")
    }
}
