/// A grant: lets a principal use a key, beside what the key's policy says (AWS KMS developer guide, "Grants in AWS KMS").
/// It can only allow.
package struct GrantRecord: Hashable, Sendable {
    package let id: GrantID
    package let key: KeyID
    /// Where the key is used: a grant on a multi-Region key is one of its key there.
    package let region: String
    package let account: String
    /// Tells a repeated request by; nil where none was given.
    package let name: String?
    /// Who may use the key: the ARN of a user or role, or of an account's root, which stands for all of its users.
    package let grantee: String
    /// Who may retire the grant, by ARN; nil for nobody but its grantee, if `RetireGrant` is among its operations.
    package let retiring: String?
    /// What the grantee may do; never empty, each once, in the order of ``GrantOperation``.
    package let operations: [GrantOperation]
    package let constraint: GrantConstraint?
    package let created: Timestamp

    package init(
        id: GrantID, key: KeyID, region: String, account: String, name: String?, grantee: String, retiring: String?,
        operations: Set<GrantOperation>, constraint: GrantConstraint?, created: Timestamp
    ) {
        self.id = id
        self.key = key
        self.region = region
        self.account = account
        self.name = name
        self.grantee = grantee
        self.retiring = retiring
        self.operations = GrantOperation.allCases.filter(operations.contains)
        self.constraint = constraint
        self.created = created
    }

    /// The most grants that a key may have (AWS KMS quota).
    package static let limit = 50_000

    /// Whether a request to make the other, of the same name, asks for this one again.
    package func isRepeated(by other: GrantRecord) -> Bool {
        name != nil && name == other.name && key == other.key && region == other.region && account == other.account
            && grantee == other.grantee && retiring == other.retiring && operations == other.operations
            && constraint == other.constraint
    }

    /// Whether a holder of this grant may give the other: nothing that it has not itself, and under no weaker constraint.
    package func covers(_ other: GrantRecord) -> Bool {
        other.operations.allSatisfy(operations.contains) && (constraint?.isMet(by: other.constraint) ?? true)
    }
}

/// A grant's id: 64 hexadecimal digits.
package struct GrantID: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Nil for what no grant is called.
    package init?(_ text: String) {
        guard text.utf8.count == 64, text.utf8.allSatisfy(Self.isDigit) else { return nil }
        description = text
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
