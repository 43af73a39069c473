/// What a server calls the version of a feed that it sent, to be asked later whether there is another (RFC 9110, section 8.8).
package struct FeedValidators: Hashable, Sendable {
    /// As the server writes it, quotes and all.
    package var entityTag: String?
    /// As the server writes it.
    package var lastModified: String?

    package init(entityTag: String? = nil, lastModified: String? = nil) {
        self.entityTag = entityTag
        self.lastModified = lastModified
    }

    var isEmpty: Bool { entityTag == nil && lastModified == nil }
}
