import ByteCoding

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
    /// The share, sealed with ``binding(slot:publicPart:session:)`` as associated data.
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

    /// The associated data that a share must be sealed and opened with, so that it opens in its own row only, and with
    /// the public part that came with it.
    package static func binding(slot: VaultSlot, publicPart: [UInt8], session: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        slot.encode(into: &writer)
        writer.write(prefixed: publicPart)
        writer.write(prefixed: session)
        return writer.bytes
    }

    package var binding: [UInt8] { Self.binding(slot: slot, publicPart: publicPart, session: session) }
}
