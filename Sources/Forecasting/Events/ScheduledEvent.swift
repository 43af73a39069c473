/// Something that is known beforehand to begin at some time, and to change what keys are used: a match, a sale, a batch
/// run, a maintenance window.
package struct ScheduledEvent: Hashable, Sendable {
    /// Seconds that it is taken to last where nothing is said.
    package static let usualDuration: Int64 = 7_200

    /// What repeats: events of one kind are taken to do the same.
    package var kind: String
    /// Seconds since 1970-01-01T00:00:00, by the clock that counts are kept by.
    package var start: Int64
    /// Seconds; nil where nothing is said, which is taken for ``usualDuration``.
    package var duration: Int64?
    /// The keys that it touches, by id; those of ``tags`` besides.
    package var keys: Set<String>
    /// It touches keys that have any of these tags. Without keys and tags it touches every key.
    package var tags: [Tag]
    /// By how much counts are expected to be multiplied meanwhile, before there is a past to learn it from; above 0.
    package var multiplier: Double?
    /// For people.
    package var title: String

    package struct Tag: Hashable, Sendable {
        package var name: String
        /// Nil for any value.
        package var value: String?

        package init(name: String, value: String?) {
            self.name = name
            self.value = value
        }
    }

    package init(
        kind: String, start: Int64, duration: Int64? = nil, keys: Set<String> = [], tags: [Tag] = [],
        multiplier: Double? = nil, title: String = ""
    ) {
        self.kind = kind
        self.start = start
        self.duration = duration
        self.keys = keys
        self.tags = tags
        self.multiplier = multiplier
        self.title = title
    }

    /// Whether it touches a key.
    package func touches(_ key: String, tags: [String: String]) -> Bool {
        if keys.isEmpty, self.tags.isEmpty { return true }
        if keys.contains(key) { return true }
        return self.tags.contains { tag in
            guard let value = tags[tag.name] else { return false }
            return tag.value.map { $0 == value } ?? true
        }
    }
}
