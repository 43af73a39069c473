/// What a key has of its own in one region. Everything else is the same wherever the key is.
package struct RegionalKey: Hashable, Sendable {
    package let region: String
    /// When the key came into this region.
    package let created: Timestamp
    package internal(set) var state: KeyState
    package internal(set) var keyDescription: String
    package internal(set) var policy: String
    package internal(set) var tags: [KeyRecord.Tag]
    /// Whether imported material was brought into this region, and is not deleted.
    package internal(set) var hasMaterial = false
    /// When the imported material is of no more use here; nil where it does not expire.
    package internal(set) var materialExpires: Timestamp?

    package init(
        region: String, created: Timestamp, state: KeyState, keyDescription: String, policy: String,
        tags: [KeyRecord.Tag]
    ) {
        self.region = region
        self.created = created
        self.state = state
        self.keyDescription = keyDescription
        self.policy = policy
        self.tags = tags
    }

    /// The order in which a record lists its regions.
    func precedes(_ other: RegionalKey) -> Bool {
        region.utf8.lexicographicallyPrecedes(other.region.utf8)
    }
}
