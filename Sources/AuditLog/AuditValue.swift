/// A JSON value whose objects keep the order of their members, so that a record has one rendering.
package enum AuditValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([AuditValue])
    case object([Member])

    /// A name and what it stands for, inside an object.
    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: AuditValue

        package init(_ name: String, _ value: AuditValue) {
            self.name = name
            self.value = value
        }
    }

    /// An object of string members in the order of `pairs`.
    package static func strings(_ pairs: some Sequence<(key: String, value: String)>) -> AuditValue {
        .object(pairs.map { Member($0.key, .string($0.value)) })
    }
}

extension AuditValue: ExpressibleByNilLiteral {
    package init(nilLiteral: ()) { self = .null }
}

extension AuditValue: ExpressibleByBooleanLiteral {
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension AuditValue: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
}

extension AuditValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self = .string(value) }
}

extension AuditValue: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: AuditValue...) { self = .array(elements) }
}

extension AuditValue: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, AuditValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}
