import ArgumentParser
import Foundation

/// Requests to join on their way to the root key: one a line, in base64.
enum JoinRequestFile {
    static func write(_ requests: [[UInt8]], to path: String) throws {
        let text = requests.map { Data($0).base64EncodedString() + "\n" }.joined()
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// - Throws: a usage error where the file is none of requests.
    static func read(_ path: String) throws -> [[UInt8]] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ValidationError("The requests cannot be read from \(path).")
        }
        return try text.split(separator: "\n").map { line in
            guard let request = Data(base64Encoded: String(line)) else {
                throw ValidationError("\(path) holds no requests; `quorate fleet pending --save FILE` writes them.")
            }
            return Array(request)
        }
    }
}
