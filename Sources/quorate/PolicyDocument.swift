import AccessPolicy
import ArgumentParser
import Foundation

/// A policy document of the command line.
enum PolicyDocument {
    /// The most of a file that is read: more is no policy.
    private static let sizeLimit = 2 * KeyPolicy.sizeLimit

    /// - Parameter file: its name, or - for standard input.
    static func read(_ file: String) throws -> String {
        let handle: FileHandle
        if file == "-" {
            handle = .standardInput
        } else {
            guard let opened = FileHandle(forReadingAtPath: file) else {
                throw ValidationError(
                    "\(file) cannot be read: name a file with a policy document, or - for standard input")
            }
            handle = opened
        }
        let bytes = try handle.read(upToCount: sizeLimit) ?? Data()
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ValidationError("\(file) is not in UTF-8")
        }
        return text
    }

    /// A finding, for people.
    static func line(_ statement: Int?, _ sid: String?, _ message: String) -> String {
        guard let statement else { return message }
        let sid = sid.map { " (Sid '\($0)')" } ?? ""
        return "Statement \(statement)\(sid): \(message)"
    }
}
