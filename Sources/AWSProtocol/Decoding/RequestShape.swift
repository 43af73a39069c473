import StrictJSON

/// The input of an operation. Conforming types read all their members in `init(from:)`; whatever is out of bounds is
/// collected by ``RequestMembers`` and reported together, as AWS does.
package protocol RequestShape: Sendable {
    /// - Throws: ``AWSError`` with `.serialization` where a member has the wrong JSON type.
    init(from members: inout RequestMembers) throws(AWSError)
}

extension RequestShape {
    /// Reads the body of a request.
    ///
    /// - Throws: ``AWSError`` with `.serialization` where the body is no JSON object or a member has the wrong type,
    ///   `.validation` where members are missing or out of bounds.
    package init(body: [UInt8]) throws(AWSError) {
        var members = RequestMembers(try JSONObject(requestBody: body))
        self = try Self(from: &members)
        try members.checkViolations()
    }
}

extension JSONObject {
    /// The members of a request's body; an empty body stands for an object without any.
    fileprivate init(requestBody body: [UInt8]) throws(AWSError) {
        guard !body.isEmpty else {
            self.init([])
            return
        }
        do throws(JSONError) {
            guard case .object(let object) = try JSONValue(parsing: body) else {
                throw JSONError(.malformed, "a value that is no object", at: 0)
            }
            self = object
        } catch {
            throw AWSError(
                .serialization, "The request body is not a JSON object: \(error). Send one object in UTF-8.")
        }
    }
}
