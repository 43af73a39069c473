import StrictJSON

/// A key policy: the only thing that gives access to a key.
package struct KeyPolicy: Sendable {
    /// The most bytes that a policy may have (AWS KMS quota).
    package static let sizeLimit = 32_768

    /// The most bytes that the patterns of all its conditions may have together.
    package static let patternLimit = 4_096

    private static let members: Set = ["Version", "Id", "Statement"]
    private static let versions: Set = ["2012-10-17", "2008-10-17"]

    let statements: [PolicyStatement]

    /// Reads a policy document.
    ///
    /// - Throws: ``PolicyError`` with `.tooLarge`, `.malformed`, or `.unsupported` where the document holds a condition
    ///   that this build cannot evaluate.
    package init(_ document: String) throws(PolicyError) {
        guard document.utf8.count <= Self.sizeLimit else {
            throw PolicyError(
                .tooLarge,
                "The key policy has \(document.utf8.count) bytes; \(Self.sizeLimit) are allowed. Make it shorter.")
        }
        let object = try Self.object(document)
        if let unknown = object.members.first(where: { !Self.members.contains($0.name) }) {
            throw PolicyError(
                .malformed, "The policy has the unknown element '\(unknown.name)'. Remove it or correct its name.")
        }
        try Self.checkHead(object)
        statements = try Self.statements(object)
        let patterns = statements.flatMap(\.conditions).flatMap(\.values).reduce(0) { $0 + $1.patternBytes }
        guard patterns <= Self.patternLimit else {
            throw PolicyError(
                .tooLarge,
                "The patterns of StringLike and ARN operators have \(patterns) bytes together; \(Self.patternLimit) are "
                    + "allowed. Write fewer or shorter ones, or use StringEquals.")
        }
    }

    private static func object(_ document: String) throws(PolicyError) -> JSONObject {
        do throws(JSONError) {
            guard case .object(let object) = try JSONValue(parsing: Array(document.utf8)) else {
                throw JSONError(.malformed, "a value that is no object", at: 0)
            }
            return object
        } catch {
            throw PolicyError(.malformed, "The policy is not a JSON object: \(error). Write a policy document in JSON.")
        }
    }

    private static func checkHead(_ object: JSONObject) throws(PolicyError) {
        switch object["Version"] {
        case nil: break
        case .string(let version)? where versions.contains(version): break
        default: throw PolicyError(.malformed, "The policy's 'Version' is unknown. Write \"2012-10-17\".")
        }
        switch object["Id"] {
        case nil, .string?: break
        default: throw PolicyError(.malformed, "The policy's 'Id' is no string. Write a string.")
        }
    }

    private static func statements(_ object: JSONObject) throws(PolicyError) -> [PolicyStatement] {
        let values: [JSONValue]
        switch object["Statement"] {
        case .array(let items)? where !items.isEmpty: values = items
        case .object(let single)?: values = [.object(single)]
        default: throw PolicyError(.malformed, "The policy has no 'Statement'. Write a list of statements.")
        }
        var statements: [PolicyStatement] = []
        for (index, value) in values.enumerated() {
            let statement = try StatementReader(value, number: index + 1).statement()
            if let sid = statement.sid, statements.contains(where: { $0.sid?.hasSameBytes(as: sid) == true }) {
                throw PolicyError(.malformed, "Statement \(index + 1) repeats the Sid '\(sid)'. Make each Sid unique.")
            }
            statements.append(statement)
        }
        return statements
    }
}
