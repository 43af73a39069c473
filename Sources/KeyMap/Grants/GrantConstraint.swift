/// What the encryption context of a request under a grant must be or have.
package struct GrantConstraint: Hashable, Sendable {
    package enum Kind: UInt8, Sendable {
        /// `EncryptionContextEquals`: these pairs and no others.
        case equals = 1
        /// `EncryptionContextSubset`: these pairs, among others perhaps.
        case subset = 2
    }

    /// A pair of an encryption context. Two are the same where their UTF-8 bytes are: Swift's strings would take
    /// canonically equivalent ones for equal.
    package struct Pair: Hashable, Sendable {
        package let key: String
        package let value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }

        package static func == (left: Self, right: Self) -> Bool {
            left.key.utf8.elementsEqual(right.key.utf8) && left.value.utf8.elementsEqual(right.value.utf8)
        }

        package func hash(into hasher: inout Hasher) {
            for byte in key.utf8 { hasher.combine(byte) }
            hasher.combine(0xFF as UInt8)
            for byte in value.utf8 { hasher.combine(byte) }
        }
    }

    /// The most pairs of a constraint, and the most characters of a key or value (AWS KMS).
    package static let pairLimit = 8
    package static let textLimit = 384

    package let kind: Kind
    /// Ascending by the UTF-8 bytes of their keys, which are unique; never empty.
    package let pairs: [Pair]

    package init(_ kind: Kind, _ pairs: [Pair]) {
        self.kind = kind
        self.pairs = pairs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    /// Whether an encryption context, its keys unique, is as the constraint demands.
    package func isMet(by context: some Sequence<Pair>) -> Bool {
        let context = Set(context)
        return pairs.allSatisfy(context.contains) && (kind == .subset || context.count == pairs.count)
    }

    /// Whether every request that meets the other constraint meets this one too.
    func isMet(by other: GrantConstraint?) -> Bool {
        guard let other else { return false }
        return kind == .equals ? other == self : isMet(by: other.pairs)
    }
}
