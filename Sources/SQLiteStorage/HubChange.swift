package import KeyMap

/// One revision of the key map, as the hub stores it: all of it or nothing.
package struct HubChange: Sendable {
    package let head: KeyMapHead
    /// What the revision puts in place, by record key. At most one for a key.
    package let records: [(key: [UInt8], bytes: [UInt8])]
    /// The keys of what it removes.
    package let removals: [[UInt8]]

    package init(head: KeyMapHead, records: [(key: [UInt8], bytes: [UInt8])], removals: [[UInt8]] = []) {
        self.head = head
        self.records = records
        self.removals = removals
    }
}
