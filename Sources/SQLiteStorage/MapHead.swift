/// How far a key map goes: its last revision and that revision's hash.
package struct MapHead: Hashable, Sendable {
    /// Counts from 1.
    package let revision: UInt64
    package let hash: [UInt8]

    package init(revision: UInt64, hash: [UInt8]) {
        self.revision = revision
        self.hash = hash
    }
}
