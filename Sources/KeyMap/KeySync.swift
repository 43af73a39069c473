/// What of a multi-Region key is kept in step with its primary key: the words of the tag `quorate:sync`, with spaces
/// between them.
package struct KeySync: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let aliases = KeySync(rawValue: 1)
    package static let policy = KeySync(rawValue: 2)
    package static let tags = KeySync(rawValue: 4)

    /// The key of the tag. Wherever it stands at the primary key, it stands at every replica too.
    package static let tag = "quorate:sync"

    /// The words, as the tag may have them.
    package static let words: [(name: String, meaning: KeySync)] = [
        ("aliases", .aliases), ("policy", .policy), ("tags", .tags),
    ]

    /// Nil where the value has another word, or none.
    package init?(_ value: String) {
        var sync: KeySync = []
        for word in value.utf8.split(separator: UInt8(ascii: " ")) {
            guard let known = Self.words.first(where: { $0.name.utf8.elementsEqual(word) }) else { return nil }
            sync.insert(known.meaning)
        }
        guard !sync.isEmpty else { return nil }
        self = sync
    }
}

extension KeyRecord.Tag {
    /// Whether it says what is kept in step.
    package var isSync: Bool { key.utf8.elementsEqual(KeySync.tag.utf8) }
}
