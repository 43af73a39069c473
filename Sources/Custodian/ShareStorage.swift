package import CustodianContract
package import KeyMap

/// Where a custodian's sealed shares rest. Every call is durable when it returns.
package protocol ShareStorage: Sendable {
    func load() async throws -> [StoredShare]
    /// Stores a share that a ceremony made and the hub has not committed.
    func prepare(_ share: StoredShare) async throws
    /// Makes a prepared share the one that is used.
    func activate(_ share: StoredShare) async throws
    func erase(_ slots: [ShareSlot]) async throws
    /// How far the key map was seen; a hub that falls behind it is refused.
    func knownHead() async throws -> KeyMapHead
    func remember(_ head: KeyMapHead) async throws
}

/// Where a share rests: one generation of it.
package struct ShareSlot: Hashable, Sendable {
    package let name: ShareName
    package let epoch: Epoch
}

/// A share as it rests.
package struct StoredShare: Hashable, Sendable {
    package let name: ShareName
    package let epoch: Epoch
    package let isActive: Bool
    /// The share, sealed with ``name``, ``epoch`` and ``publicPart`` as associated data. ``isActive`` is not bound, because
    /// activating a share does not seal it again; nor is ``session``, which repeats the public part's transcript.
    package let sealed: [UInt8]
    /// An encoded ``SharePublicPart``.
    package let publicPart: [UInt8]
    /// The transcript of the ceremony that made it.
    package let session: [UInt8]

    package init(
        name: ShareName, epoch: Epoch, isActive: Bool, sealed: [UInt8], publicPart: [UInt8], session: [UInt8]
    ) {
        self.name = name
        self.epoch = epoch
        self.isActive = isActive
        self.sealed = sealed
        self.publicPart = publicPart
        self.session = session
    }

    package var slot: ShareSlot { ShareSlot(name: name, epoch: epoch) }

    func activated() -> StoredShare {
        StoredShare(
            name: name, epoch: epoch, isActive: true, sealed: sealed, publicPart: publicPart, session: session)
    }
}
