/// A JSON value, read so that nothing in it is merged or guessed: `JSONDecoder`'s containers are keyed by `String`,
/// whose `==` takes canonically equivalent names for one.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that fits.
    case integer(Int64)
    /// Any other number; always finite.
    case decimal(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// The most arrays and objects inside one another.
    package static let deepestNesting = 64

    /// What the value is, in words for a message.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .decimal: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// The members of a JSON object in the order they were written. Names are unique and compared by their UTF-8 bytes.
package struct JSONObject: Sendable {
    package struct Member: Sendable {
        package let name: String
        package let value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package let members: [Member]

    package init(_ members: [Member]) {
        self.members = members
    }

    package subscript(name: String) -> JSONValue? {
        members.first { $0.name.hasSameBytes(as: name) }?.value
    }
}

extension String {
    /// Equality of UTF-8 bytes; `==` would also equate canonically equivalent strings.
    package func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// Order by UTF-8 bytes.
    package func precedesByBytes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}
