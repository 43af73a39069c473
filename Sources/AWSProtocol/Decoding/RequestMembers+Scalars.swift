import StrictJSON

extension RequestMembers {
    /// A longer value than this is not repeated in a message.
    private static let longestEcho = 4096

    mutating func string(_ name: String, _ constraint: StringConstraint) throws(AWSError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw wrongType(name, value, expected: "a string") }
        note(constraint.violations(of: text), at: name, value: Self.echo(text))
        return text
    }

    mutating func requiredString(_ name: String, _ constraint: StringConstraint) throws(AWSError) -> String {
        required(try string(name, constraint), name, standingIn: "")
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>) throws(AWSError) -> Int? {
        guard let value = value(name) else { return nil }
        let number: Int
        switch value {
        case .integer(let integer): number = Int(integer)
        case .decimal(let decimal):
            guard let exact = Int(exactly: decimal) else { throw wrongType(name, value, expected: "an integer") }
            number = exact
        default: throw wrongType(name, value, expected: "an integer")
        }
        if number > range.upperBound {
            note(["Member must have value less than or equal to \(range.upperBound)"], at: name, value: "\(number)")
        }
        if number < range.lowerBound {
            note(["Member must have value greater than or equal to \(range.lowerBound)"], at: name, value: "\(number)")
        }
        return number
    }

    /// A moment in seconds since 1970, sent as a number.
    func timestamp(_ name: String) throws(AWSError) -> Double? {
        guard let value = value(name) else { return nil }
        switch value {
        case .integer(let seconds): return Double(seconds)
        case .decimal(let seconds): return seconds
        default: throw wrongType(name, value, expected: "a number of seconds since 1970")
        }
    }

    mutating func bool(_ name: String) throws(AWSError) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let bool) = value else { throw wrongType(name, value, expected: "a boolean") }
        return bool
    }

    /// A value of an enumeration of the service model.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, of type: Choice.Type = Choice.self
    ) throws(AWSError) -> Choice? {
        guard let value = value(name) else { return nil }
        return try choice(name, value)
    }

    /// A value that must be of an enumeration; nil where it is not, which is noted.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ value: JSONValue
    ) throws(AWSError) -> Choice? {
        guard case .string(let text) = value else { throw wrongType(name, value, expected: "a string") }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        note(["Member must satisfy enum value set: [\(names)]"], at: name, value: Self.echo(text))
        return nil
    }

    /// As ``choice(_:of:)``, for a member that must be there.
    mutating func requiredChoice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, standingIn standIn: Choice
    ) throws(AWSError) -> Choice {
        if value(name) == nil { noteMissing(name) }
        return try choice(name) ?? standIn
    }

    /// Bytes, sent as base64. Messages never repeat them: they may be a plaintext.
    mutating func blob(_ name: String, lengths: ClosedRange<Int>) throws(AWSError) -> [UInt8]? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value, let bytes = Base64.decode(text) else {
            throw wrongType(name, value, expected: "a base64 string with padding")
        }
        if bytes.count > lengths.upperBound {
            note([StringConstraint.tooLong(lengths.upperBound)], at: name, value: nil)
        }
        if bytes.count < lengths.lowerBound {
            note([StringConstraint.tooShort(lengths.lowerBound)], at: name, value: nil)
        }
        return bytes
    }

    mutating func requiredBlob(_ name: String, lengths: ClosedRange<Int>) throws(AWSError) -> [UInt8] {
        required(try blob(name, lengths: lengths), name, standingIn: [])
    }

    private static func echo(_ text: String) -> String {
        text.utf8.count <= longestEcho ? text : "\(String(text.unicodeScalars.prefix(longestEcho / 4)))..."
    }
}
