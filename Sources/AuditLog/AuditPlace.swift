/// A line of a file.
package struct AuditPlace: Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// Counts from 1.
    package let line: Int

    package init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    package var description: String { "\(file):\(line)" }
}
