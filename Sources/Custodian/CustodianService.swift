package import CustodianContract
package import Entropy
package import KeyMap

/// What a custodian does for others; the transport calls it with the peer that TLS proved.
package protocol CustodianService: Sendable {
    /// Returns once the custodian has a key map and so can answer gateways.
    ///
    /// - Throws: `CancellationError`.
    func untilReady() async throws
    /// Computes with shares, or refuses; never throws, because a refusal is an answer.
    ///
    /// - Returns: an answer for each use, in their order.
    func use(_ uses: [ShareUse], gateway: String) async -> [ShareResult]
    /// Goes by another charter from now on.
    func adopt(_ members: FleetMembers)
    /// How far this custodian has seen the key map.
    func knownHead() async throws -> KeyMapHead
    /// Replaces the replica of the key map.
    ///
    /// - Throws: `KeyMapError`; the replica stays as it was.
    func install(snapshot: [SignedChange], head: SignedHead) async throws -> UInt64
    /// Takes the next changes of the key map.
    ///
    /// - Throws: `KeyMapError`; the changes before the refused one are taken.
    func apply(_ changes: [SignedChange]) async throws -> UInt64
    /// One round of a key generation.
    ///
    /// - Throws: `CeremonyRefusal`.
    func generateKey(_ step: KeyGenerationStep) async throws -> KeyGenerationAnswer
    /// Makes or certifies the material of a new key.
    ///
    /// - Throws: `Refusal`.
    func material(_ step: MaterialStep) async throws(Refusal) -> WrappedMaterial
    /// A share for another custodian, under the hub's permit.
    ///
    /// - Parameter peer: the custodian at the other end, as TLS proved it.
    /// - Throws: `Refusal`.
    func release(_ signed: SignedPermit, to peer: CustodianID) async throws(Refusal) -> ShareRelease
    /// Puts on record that another custodian sent a permit that means nothing.
    ///
    /// - Returns: what it is answered.
    func refuseUnreadablePermit(from peer: CustodianID, reason: String) async -> Refusal
    /// A requester's signed word that it is done.
    func close(_ close: PermitClose)
    func describe() async -> CustodianDescription
}

extension CustodianService {
    /// Computes with one share, or refuses.
    package func use(_ use: ShareUse, gateway: String) async -> ShareResult {
        await self.use([use], gateway: gateway).first ?? .refused(Refusal(.unavailable, "the custodian said nothing"))
    }
}

/// What a custodian says of itself.
package struct CustodianDescription: Hashable, Sendable {
    package let custodian: CustodianID
    package let boot: [UInt8]
    package let revision: UInt64
    package let shares: Int
    package let preparedShares: Int
    package let lockedBytes: Int
    package let isHardened: Bool
    /// Nil from a release that says nothing of it.
    package let entropy: EntropyReport?

    package init(
        custodian: CustodianID, boot: [UInt8], revision: UInt64, shares: Int, preparedShares: Int, lockedBytes: Int,
        isHardened: Bool, entropy: EntropyReport? = nil
    ) {
        self.custodian = custodian
        self.boot = boot
        self.revision = revision
        self.shares = shares
        self.preparedShares = preparedShares
        self.lockedBytes = lockedBytes
        self.isHardened = isHardened
        self.entropy = entropy
    }
}
