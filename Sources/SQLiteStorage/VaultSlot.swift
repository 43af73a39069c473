package import KeyMap

/// The place of a share: which share of what.
package struct VaultSlot: Hashable, Sendable {
    package let key: KeyID
    package let version: KeyVersionNumber
    package let shard: UInt32
    package let epoch: Epoch

    package init(key: KeyID, version: KeyVersionNumber, shard: UInt32, epoch: Epoch) {
        self.key = key
        self.version = version
        self.shard = shard
        self.epoch = epoch
    }
}
