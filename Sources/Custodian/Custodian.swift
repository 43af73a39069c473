import AsyncGate
import CustodianContract
import Entropy
package import KeyMap
import Placement
import Secrets
import Synchronization
import ThresholdCrypto

/// A security module: holds at most one share of any key shard, and computes with it where the signed key map allows.
package final class Custodian: Sendable {
    let settings: CustodianSettings
    let replica: KeyMapReplica
    let vault: ShareVault
    let ceremonies: CeremonyRoom
    /// Lets one change of the shares at a time through: installs, changes, conclusions and abandonments.
    let gate = AsyncGate()
    let plain = NoncePool<FROSTEd25519>()
    let prehashed = NoncePool<FROSTEd25519ph>()
    let releases = ReleaseGuard()
    let placements = PlacementPolicies()
    let committees = PublicSharesCache()
    let certified = CertifiedMaterials()
    let peers: PeerRoster
    /// Whether a key map was installed since the start.
    let hasMap = Atomic(false)
    /// Names this run of the process: nonces of another run are void.
    let boot: [UInt8]
    /// Whether the process was hardened at its start.
    let isHardened: Bool

    /// - Parameter replica: an empty replica with the charter's custodians and hub key.
    package init(settings: CustodianSettings, replica: KeyMapReplica, isHardened: Bool) {
        self.settings = settings
        self.replica = replica
        self.isHardened = isHardened
        boot = settings.random.bytes(16)
        peers = PeerRoster(clock: settings.clock)
        vault = ShareVault(
            storage: settings.storage, protection: settings.atRest, lockPolicy: settings.lockPolicy)
        ceremonies = CeremonyRoom(clock: settings.clock)
    }

    /// Whether this process has entropy enough to make keys.
    var isEntropySufficient: Bool { settings.entropy?.isSufficient ?? true }

    /// Reads the shares into locked memory.
    ///
    /// - Throws: ``UnusableShare``, or where the vault cannot be read or memory not be locked.
    package func open() async throws {
        try await vault.open()
    }
}

extension Custodian: CustodianService {
    package func untilReady() async throws {
        while !hasMap.load(ordering: .acquiring) { try await settings.steadyClock.sleep(for: .milliseconds(10)) }
    }

    package func describe() async -> CustodianDescription {
        let counts = vault.counts
        return CustodianDescription(
            custodian: settings.custodian, boot: boot, revision: replica.head.revision, shares: counts.active,
            preparedShares: counts.prepared, lockedBytes: counts.locked, isHardened: isHardened,
            entropy: settings.entropy?.report)
    }
}
