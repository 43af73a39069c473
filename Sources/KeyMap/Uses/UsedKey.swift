/// A key in one of its regions.
package struct UsedKey: Hashable, Sendable {
    package let id: KeyID
    package let region: String

    package init(id: KeyID, region: String) {
        self.id = id
        self.region = region
    }
}
