package import CustodianContract
package import KeyMap
package import Secrets
package import SecretSharing
package import SteadyTime

/// The control plane: owns the key map and runs ceremonies. Never sees a secret.
package final class Hub: Sendable {
    package let replica: KeyMapReplica
    package let feed: ReplicaFeed
    /// Where custodians get their permits to rebuild keys.
    package let permits: PermitDesk
    /// What the secrets of users' access keys come from.
    package let accessKeys: AccessKeyMaster
    /// Where gateways tell each other of the latest uses of keys.
    package let uses: LastUseBoard
    let fleet: String
    let threshold: Threshold
    let links: @Sendable (CustodianID) -> (any CeremonyLink)?
    let random: any RandomSource
    let clock: @Sendable () -> Timestamp
    let steadyClock: any SteadyClock
    let ceremonyLimit: Duration
    let writer: KeyMapWriter
    let creations = CreationGate()

    /// - Parameters:
    ///   - threshold: of every new key; its count is the number of custodians in a committee.
    ///   - links: the ways to the custodians.
    ///   - ceremonyLimit: how long a key generation may take; below the 5 s that clients are promised.
    ///   - charter: the charter in force, as it travels.
    ///   - report: told of a replica that did not acknowledge a revision of the key map in time.
    package init(
        fleet: String, threshold: Threshold, replica: KeyMapReplica, storage: any HubStorage,
        signer: any ChangeSigner, accessKeys: AccessKeyMaster,
        links: @escaping @Sendable (CustodianID) -> (any CeremonyLink)?, random: any RandomSource,
        clock: @escaping @Sendable () -> Timestamp, steadyClock: any SteadyClock = ContinuousClock(),
        ceremonyLimit: Duration = .milliseconds(3_500),
        charter: [UInt8] = [], report: @escaping @Sendable (ReplicaHolder, UInt64) -> Void = { _, _ in }
    ) {
        self.accessKeys = accessKeys
        self.fleet = fleet
        self.threshold = threshold
        self.replica = replica
        self.links = links
        self.random = random
        self.clock = clock
        self.steadyClock = steadyClock
        self.ceremonyLimit = ceremonyLimit
        permits = PermitDesk(replica: replica, signer: signer, random: random, clock: clock, steadyClock: steadyClock)
        uses = LastUseBoard(replica: replica, random: random, clock: clock)
        feed = ReplicaFeed(
            replica: replica, signer: signer, storage: storage, quorum: threshold.quorum, charter: charter)
        writer = KeyMapWriter(
            replica: replica, storage: storage, signer: signer, feed: feed, clock: steadyClock, report: report)
    }

    /// The key map as it was stored, for the hub's own replica.
    ///
    /// - Throws: where the storage cannot be read, or holds what this hub did not sign.
    package static func restore(from storage: any HubStorage, hubKey: [UInt8]) async throws -> KeyMapState {
        let stored = try await storage.load()
        return try KeyMapState(restoring: stored.changes, head: stored.head, hubKey: hubKey)
    }

    /// Goes by another charter, and sends it to every replica.
    package func adopt(_ members: FleetMembers, charter: [UInt8]) {
        replica.adopt(members)
        feed.publish(charter: charter)
    }

    /// Removes every key and alias. For development fleets, which are promised that it takes less than a second.
    ///
    /// - Throws: ``HubError`` with `.storage`.
    package func reset() async throws {
        try await writer.commit(settlingFor: .milliseconds(300)) { replica in
            let state = replica.snapshot
            return state.snapshot.map { (name: $0.change.name, value: .removed) }
        }
    }

    /// Takes imported material that has expired out of the key map. Until then every replica counts it as gone by itself.
    ///
    /// - Throws: ``HubError`` with `.storage`.
    package func removeExpiredMaterial() async throws {
        let now = clock()
        guard replica.allKeys.contains(where: { $0.removingExpiredMaterial(at: now) != $0 }) else { return }
        try await writer.commit { replica in
            replica.allKeys.compactMap { key in
                let left = key.removingExpiredMaterial(at: now)
                return left == key ? nil : (name: .key(key.id), value: .key(left))
            }
        }
    }
}
