package import KeyMap

/// Everything that a hub stored.
package struct HubSnapshot: Sendable {
    /// A record that is in place, and the revision that put it there.
    package struct Entry: Hashable, Sendable {
        package let key: [UInt8]
        package let revision: UInt64
        package let bytes: [UInt8]
    }

    /// Nil before the first revision.
    package let head: KeyMapHead?
    /// In the order of their revisions.
    package let entries: [Entry]
}
