package import StrictJSON

/// The members of a request, and what was found wrong with them so far.
///
/// A member of the wrong JSON type throws at once. A missing or out-of-bounds member is noted and stands as an empty
/// stand-in until ``checkViolations()`` throws, so that one answer names everything.
package struct RequestMembers {
    private let object: JSONObject
    /// What stands before a member's name in a message: empty, or as in `tags.1.member.`.
    private let path: String
    private var violations: [String] = []
    /// Further violations are not noted, so that a small hostile request cannot make a large answer.
    private static let mostViolations = 20

    package init(_ object: JSONObject) {
        self.init(object, path: "")
    }

    private init(_ object: JSONObject, path: String) {
        self.object = object
        self.path = path
    }

    /// - Throws: ``AWSError`` with `.validation` that lists everything noted.
    package func checkViolations() throws(AWSError) {
        guard !violations.isEmpty else { return }
        let count = violations.count
        throw AWSError(
            .validation,
            "\(count) validation error\(count == 1 ? "" : "s") detected: \(violations.joined(separator: "; "))")
    }

    /// A member's value; null counts as absent.
    func value(_ name: String) -> JSONValue? {
        switch object[name] {
        case .null?, nil: nil
        case let value?: value
        }
    }

    /// Notes that a value breaks constraints. A nil text stands for a value that must not be repeated.
    mutating func note(_ constraints: [String], at name: String, value text: String?) {
        let value = text.map { " '\($0)'" } ?? ""
        for constraint in constraints {
            append("Value\(value) at '\(place(name))' failed to satisfy constraint: \(constraint)")
        }
    }

    mutating func noteMissing(_ name: String) {
        append("Value null at '\(place(name))' failed to satisfy constraint: Member must not be null")
    }

    private mutating func append(_ violation: String) {
        if violations.count < Self.mostViolations { violations.append(violation) }
    }

    /// A member's value, which must be there.
    mutating func required<Value>(_ value: Value?, _ name: String, standingIn standIn: Value) -> Value {
        guard let value else {
            noteMissing(name)
            return standIn
        }
        return value
    }

    func wrongType(_ name: String, _ value: JSONValue, expected: String) -> AWSError {
        AWSError(
            .serialization, "The value at '\(place(name))' is \(value.kind), not \(expected). Send \(expected) there.")
    }

    /// A member's place as AWS writes it: the name begins in lower case.
    private func place(_ name: String) -> String {
        path + name.prefix(1).lowercased() + name.dropFirst()
    }

    /// Reads a structure or the structures of a list, noting what is wrong with their members here.
    mutating func nested<Value>(
        _ object: JSONObject, at name: String, _ read: (inout RequestMembers) throws(AWSError) -> Value
    ) throws(AWSError) -> Value {
        var members = RequestMembers(object, path: place(name) + ".")
        let value = try read(&members)
        members.violations.forEach { append($0) }
        return value
    }
}
