import AsyncGate
import ByteCoding
import KeyMap
import SteadyTime

/// The only writer of the key map: one change after the other, signed, durable, and then seen by everyone.
final class KeyMapWriter: Sendable {
    /// How long a change waits for the acknowledgement of every replica. One that is slower goes on with the state it has until
    /// the change reaches it; gateway and hub have it at once.
    static let settleLimit = Duration.milliseconds(1_000)

    /// The most bytes of one change; half of what a message to a replica may have.
    private static let changeLimit = 2 << 20

    private let replica: KeyMapReplica
    private let storage: any HubStorage
    private let signer: any ChangeSigner
    private let feed: ReplicaFeed
    private let report: @Sendable (ReplicaHolder, UInt64) -> Void
    private let clock: any SteadyClock
    private let gate = AsyncGate()

    /// - Parameter report: told of a replica that did not acknowledge a revision in time.
    init(
        replica: KeyMapReplica, storage: any HubStorage, signer: any ChangeSigner, feed: ReplicaFeed,
        clock: any SteadyClock,
        report: @escaping @Sendable (ReplicaHolder, UInt64) -> Void
    ) {
        self.report = report
        self.clock = clock
        self.replica = replica
        self.storage = storage
        self.signer = signer
        self.feed = feed
    }

    /// Commits what `plan` makes of the current state; nothing where it throws.
    ///
    /// - Parameter limit: how long to wait for acknowledgements.
    /// - Throws: what `plan` throws; `HubError` with `.storage`.
    func commit(
        settlingFor limit: Duration = KeyMapWriter.settleLimit,
        _ plan: (KeyMapReplica) throws -> [(name: RecordName, value: RecordValue)]
    ) async throws {
        if let regression = feed.regression { throw HubError(.storage, regression) }
        let revision = try await gate.pass {
            var head = replica.head
            var changes: [SignedChange] = []
            for (name, value) in try plan(replica) {
                let change = KeyMapChange(revision: head.revision + 1, previous: head.hash, name: name, value: value)
                let hash = change.hash
                changes.append(SignedChange(change: change, signature: try signer.sign(hash)))
                head = KeyMapHead(revision: change.revision, hash: hash)
            }
            guard !changes.isEmpty else { return replica.head.revision }
            // What a replica would refuse must not become part of the map: nobody could follow it from there on.
            for signed in changes {
                try Self.checkTravels(signed)
                try replica.check(signed.change)
            }
            do {
                try await storage.commit(changes)
            } catch {
                throw HubError(.storage, "The key map could not be stored: \(error)")
            }
            try feed.publish(changes)
            return head.revision
        }
        await settle(revision, limit)
    }

    /// Whether a replica can read a change as it was written, in one message: gateways send what makes it up.
    private static func checkTravels(_ signed: SignedChange) throws(KeyMapError) {
        let encoded = signed.encoded
        guard encoded.count <= changeLimit, (try? SignedChange(decoding: encoded)) == signed else {
            throw KeyMapError(
                .limitExceeded,
                "The change makes a record of \(encoded.count) bytes, or one with a field that is longer than allowed; "
                    + "\(changeLimit) bytes are the most that replicas take.")
        }
    }

    private func settle(_ revision: UInt64, _ limit: Duration) async {
        let (feed, clock) = (feed, clock)
        let isSettled = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await feed.settle(revision)
                return true
            }
            group.addTask {
                try? await clock.sleep(for: limit)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? true
        }
        guard !isSettled else { return }
        for holder in feed.giveUp(on: revision) { report(holder, revision) }
    }
}
