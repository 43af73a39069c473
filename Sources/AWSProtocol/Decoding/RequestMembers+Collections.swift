import StrictJSON

extension RequestMembers {
    /// A list of structures.
    mutating func objects<Value>(
        _ name: String, _ read: (inout RequestMembers) throws(AWSError) -> Value
    ) throws(AWSError) -> [Value]? {
        guard let items = try list(name) else { return nil }
        var values: [Value] = []
        for (index, item) in items.enumerated() {
            let place = "\(name).\(index + 1).member"
            guard case .object(let object) = item else { throw wrongType(place, item, expected: "an object") }
            values.append(try nested(object, at: place, read))
        }
        return values
    }

    mutating func strings(
        _ name: String, _ constraint: StringConstraint, atMost limit: Int? = nil
    ) throws(AWSError) -> [String]? {
        guard let items = try list(name) else { return nil }
        if let limit, items.count > limit { note([StringConstraint.tooLong(limit)], at: name, value: nil) }
        var strings: [String] = []
        for (index, item) in items.enumerated() {
            let place = "\(name).\(index + 1).member"
            guard case .string(let text) = item else { throw wrongType(place, item, expected: "a string") }
            note(constraint.violations(of: text), at: place, value: text)
            strings.append(text)
        }
        return strings
    }

    mutating func grantTokens() throws(AWSError) -> [String] {
        try strings("GrantTokens", .grantToken, atMost: 10) ?? []
    }

    mutating func encryptionContext(
        _ name: String = "EncryptionContext"
    ) throws(AWSError) -> AWSEncryptionContext {
        guard let value = value(name) else { return AWSEncryptionContext() }
        guard case .object(let object) = value else { throw wrongType(name, value, expected: "an object of strings") }
        var entries: [AWSEncryptionContext.Entry] = []
        for member in object.members {
            guard case .string(let text) = member.value else {
                throw wrongType(name, value, expected: "an object whose values are all strings")
            }
            entries.append(AWSEncryptionContext.Entry(key: member.name, value: text))
        }
        let byteCount = entries.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        if byteCount > AWSEncryptionContext.byteLimit {
            note([StringConstraint.tooLong(AWSEncryptionContext.byteLimit)], at: name, value: nil)
        }
        return AWSEncryptionContext(unique: entries)
    }

    /// Notes an encryption context that comes with an algorithm which cannot bind one.
    mutating func checkContext(
        _ context: AWSEncryptionContext, _ name: String = "EncryptionContext", fits algorithm: AWSEncryptionAlgorithm
    ) {
        guard algorithm.isAsymmetric, !context.isEmpty else { return }
        note(["Member must be empty with algorithm \(algorithm.rawValue)"], at: name, value: nil)
    }

    /// A structure.
    mutating func object<Value>(
        _ name: String, _ read: (inout RequestMembers) throws(AWSError) -> Value
    ) throws(AWSError) -> Value? {
        guard let value = value(name) else { return nil }
        guard case .object(let object) = value else { throw wrongType(name, value, expected: "an object") }
        return try nested(object, at: name, read)
    }

    private func list(_ name: String) throws(AWSError) -> [JSONValue]? {
        guard let value = value(name) else { return nil }
        guard case .array(let items) = value else { throw wrongType(name, value, expected: "a list") }
        return items
    }
}

extension RequestMembers {
    /// A list of values of an enumeration; absent counts as empty.
    mutating func choices<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String
    ) throws(AWSError) -> [Choice] {
        guard let items = try list(name) else { return [] }
        var choices: [Choice] = []
        for (index, item) in items.enumerated() {
            let place = "\(name).\(index + 1).member"
            if let choice: Choice = try choice(place, item) { choices.append(choice) }
        }
        return choices
    }
}
