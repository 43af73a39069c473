package import StrictJSON

/// The output of an operation.
package protocol ResponseShape: Sendable {
    func write(to object: inout JSONObjectWriter)
}

extension ResponseShape {
    /// The body of the answer in AWS JSON 1.1.
    package var body: [UInt8] {
        var object = JSONObjectWriter()
        write(to: &object)
        return object.finish()
    }
}

/// The output of an operation that has none.
package struct EmptyResponse: ResponseShape {
    package init() {}

    package func write(to object: inout JSONObjectWriter) {}
}
