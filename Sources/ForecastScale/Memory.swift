import ArgumentParser
import Foundation

/// What the process takes.
enum Memory {
    private static let page = 4_096

    /// Bytes that are resident.
    static func resident() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else {
            throw ValidationError("/proc/self/statm says \"\(text)\", which is not of Linux.")
        }
        return pages * page
    }
}
