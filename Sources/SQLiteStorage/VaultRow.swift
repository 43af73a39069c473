/// A share as it lies in a vault. The store sees sealed bytes only.
package struct VaultRow: Hashable, Sendable {
    package enum State: Int, Sendable {
        /// Stored by a ceremony that has not been committed. Not to be used.
        case prepared = 1
        /// The share that is used.
        case active = 2
    }

    package let slot: VaultSlot
    package let state: State
    /// The share, sealed by the caller, who decides what it is bound to.
    package let sealedShare: [UInt8]
    /// What everyone may know: commitments, certificate.
    package let publicPart: [UInt8]
    /// The ceremony that made it.
    package let session: [UInt8]

    package init(
        slot: VaultSlot, state: State = .prepared, sealedShare: [UInt8], publicPart: [UInt8], session: [UInt8]
    ) {
        self.slot = slot
        self.state = state
        self.sealedShare = sealedShare
        self.publicPart = publicPart
        self.session = session
    }
}
