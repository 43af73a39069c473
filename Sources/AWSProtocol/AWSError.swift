import StrictJSON

/// An error as a KMS client meets it. Whatever else goes wrong inside is turned into one of these at the edge.
package struct AWSError: Error, Equatable, CustomStringConvertible {
    package let code: Code
    /// What happened and what to do. Never holds a secret or a plaintext.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code): \(message)" }

    /// The body of the answer in AWS JSON 1.1.
    package var body: [UInt8] {
        var writer = JSONObjectWriter()
        writer.member("__type", code.name)
        writer.member("message", message)
        return writer.finish()
    }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
