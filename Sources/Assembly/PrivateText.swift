import FleetIdentity
import Foundation

/// Text that only its owner may read.
enum PrivateText {
    /// - Throws: where it cannot be written.
    static func write(_ data: Data, to path: String) throws {
        try PrivateFile.write(Array(data), to: path)
    }
}
