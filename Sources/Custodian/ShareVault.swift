import ByteCoding
import CustodianContract
import Groups
import KeyMap
import SecretSharing
import Secrets
import Synchronization

/// A custodian's shares: the active ones in locked memory, all of them sealed on disk.
final class ShareVault: Sendable {
    /// An active share, ready to compute with. What is only needed at rest stays on disk: there are many.
    final class Held: Sendable {
        let epoch: Epoch
        let secret: SlabSecret
        /// Whose keys the share is, where its suite is one of replicated keys.
        let subsets: ReplicatedSubsets?
        /// What the committee certified when the share was born; nothing that the hub says later replaces it.
        let publicPart: SharePublicPart
        /// What each use needs of the public part, decoded or computed once.
        let publicPoint: PublicPoint

        init(
            epoch: Epoch, secret: SlabSecret, subsets: ReplicatedSubsets?, publicPart: SharePublicPart,
            publicPoint: PublicPoint
        ) {
            self.epoch = epoch
            self.secret = secret
            self.subsets = subsets
            self.publicPart = publicPart
            self.publicPoint = publicPoint
        }

        var index: ShareIndex { publicPart.index }
        var suite: Suite { publicPart.suite }
    }

    /// The element that a suite's use of a share starts from.
    enum PublicPoint: Sendable {
        /// Y_i, the share times the generator, which the PRF's proofs are about.
        case publicShare(Element<Ristretto255>)
        /// Y, under which FROST signs.
        case publicKey(Element<Edwards25519>)
        /// Quorum custody starts from the key map's record.
        case none
    }

    private struct State {
        var active: [ShareName: Held] = [:]
        var prepared: [ShareName: StoredShare] = [:]
    }

    private let storage: any ShareStorage
    private let protection: any ShareProtection
    private let slabs: GuardedSlabs
    private let state = Mutex(State())
    /// One copy for all shares of committees of one size.
    private let subsets = ReplicatedSubsetsCache()

    init(storage: any ShareStorage, protection: any ShareProtection, lockPolicy: GuardedSlab.LockPolicy) {
        self.storage = storage
        self.protection = protection
        slabs = GuardedSlabs(policy: lockPolicy)
    }

    /// Reads every share from disk into locked memory.
    func open() async throws {
        for stored in try await storage.load() {
            if stored.isActive {
                let held = try held(stored)
                state.withLock { $0.active[stored.name] = held }
            } else {
                state.withLock { $0.prepared[stored.name] = stored }
            }
        }
    }

    func share(_ name: ShareName) -> Held? {
        state.withLock { $0.active[name] }
    }

    func prepared(_ name: ShareName) -> StoredShare? {
        state.withLock { $0.prepared[name] }
    }

    var counts: (active: Int, prepared: Int, locked: Int) {
        let locked = slabs.footprint.locked
        return state.withLock { ($0.active.count, $0.prepared.count, locked) }
    }

    var names: Set<ShareName> {
        state.withLock { Set($0.active.keys).union($0.prepared.keys) }
    }

    /// Stores a share durably before the member confirms that it has it.
    func prepare(
        _ share: borrowing SecretBytes, name: ShareName, epoch: Epoch, publicPart: SharePublicPart
    ) async throws {
        let encoded = publicPart.encoded
        let binding = Self.binding(name: name, epoch: epoch, publicPart: encoded)
        let stored = StoredShare(
            name: name, epoch: epoch, isActive: false, sealed: try protection.seal(share, binding: binding),
            publicPart: encoded, session: publicPart.transcript)
        try await storage.prepare(stored)
        state.withLock { $0.prepared[name] = stored }
    }

    /// Makes a prepared share the one in use.
    func activate(_ name: ShareName) async throws {
        guard let stored = prepared(name) else { return }
        let held = try held(stored.activated())
        try await storage.activate(stored)
        state.withLock {
            $0.active[name] = held
            $0.prepared[name] = nil
        }
    }

    /// Has a share's public part be one with the key map's record where the two say the same, instead of a copy of it.
    func unite(_ name: ShareName, with shard: KeyShard) {
        state.withLock { state in
            guard let held = state.active[name], held.publicPart.agrees(with: shard) else { return }
            let own = held.publicPart
            state.active[name] = Held(
                epoch: held.epoch, secret: held.secret, subsets: held.subsets,
                publicPart: SharePublicPart(
                    suite: own.suite, index: own.index, threshold: own.threshold, commitments: shard.commitments,
                    transcript: shard.certificate.transcript),
                publicPoint: held.publicPoint)
        }
    }

    /// Forgets shares, on disk first and then in memory, so that none is forgotten in memory only.
    func erase(_ names: some Collection<ShareName>) async throws {
        let slots = state.withLock { state in
            names.flatMap { name in
                [state.active[name]?.epoch, state.prepared[name]?.epoch].compactMap { $0 }
                    .map { ShareSlot(name: name, epoch: $0) }
            }
        }
        guard !slots.isEmpty else { return }
        try await storage.erase(slots)
        state.withLock { state in
            for name in names {
                state.active[name] = nil
                state.prepared[name] = nil
            }
        }
    }

    /// Forgets a share that was prepared and never activated.
    func abandon(_ name: ShareName) async throws {
        guard let prepared = prepared(name) else { return }
        try await storage.erase([prepared.slot])
        state.withLock { $0.prepared[name] = nil }
    }

    private func held(_ stored: StoredShare) throws -> Held {
        let publicPart: SharePublicPart
        let secret: SecretBytes
        do {
            publicPart = try SharePublicPart(decoding: stored.publicPart)
            let binding = Self.binding(name: stored.name, epoch: stored.epoch, publicPart: stored.publicPart)
            secret = try protection.open(stored.sealed, binding: binding)
        } catch {
            throw UnusableShare(name: stored.name, cause: error)
        }
        let size = publicPart.suite.shareSize(publicPart.threshold)
        guard secret.count == size else {
            let cause = SecretsError(code: .wrongSize, message: "it has \(secret.count) bytes, not \(size)")
            throw UnusableShare(name: stored.name, cause: cause)
        }
        let point: PublicPoint
        do {
            point = try Self.publicPoint(publicPart, share: secret)
        } catch {
            throw UnusableShare(name: stored.name, cause: error)
        }
        return Held(
            epoch: stored.epoch, secret: try slabs.store(secret),
            subsets: publicPart.suite == .replicatedAES ? try subsets.subsets(publicPart.threshold) : nil,
            publicPart: publicPart, publicPoint: point)
    }

    private static func publicPoint(
        _ publicPart: SharePublicPart, share: borrowing SecretBytes
    ) throws(GroupError) -> PublicPoint {
        switch publicPart.suite {
        case .ristrettoPRF:
            let share = try SecretScalar<Field25519>(canonical: SecretBytes(copying: share.bytes))
            return .publicShare(Element(generatorTimes: share))
        case .frostEd25519: return .publicKey(try Element(canonical: publicPart.commitments[0]))
        case .quorumP256, .agreementP256, .replicatedAES: return .none
        }
    }

    private static func binding(name: ShareName, epoch: Epoch, publicPart: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate share at rest v1")
        name.encode(into: &writer)
        writer.write(epoch.value)
        writer.write(prefixed: publicPart)
        return writer.bytes
    }
}
