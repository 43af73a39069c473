package import KeyMap
import Synchronization

/// The hub's end of every replica: charter and snapshot first, then each change in order, and who has acknowledged what.
package final class ReplicaFeed: Sendable {
    /// What a replica receives after its snapshot.
    package struct Subscription: Sendable {
        /// The charter in force; empty where there is none to send.
        package let charter: [UInt8]
        package let snapshot: [SignedChange]
        package let head: SignedHead
        package let updates: AsyncStream<ReplicaUpdate>
    }

    private struct Subscriber {
        let id: UInt64
        let continuation: AsyncStream<ReplicaUpdate>.Continuation
        /// Nil before the first acknowledgement.
        var acknowledged: UInt64?
        /// The revision of its charter, as it says.
        var charter: UInt64 = 0
        /// It did not acknowledge a change in time: nobody waits for it until it has caught up.
        var isBehind = false

        /// One whose backlog is full begins again with a snapshot.
        func send(_ update: ReplicaUpdate) {
            if case .dropped = continuation.yield(update) { continuation.finish() }
        }
    }

    private struct Waiter {
        let revision: UInt64
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var charter: [UInt8]
        var subscribers: [ReplicaHolder: Subscriber] = [:]
        var waiters: [UInt64: Waiter] = [:]
        var next: UInt64 = 0
        /// The custodians that say they have seen what this hub's history does not hold, and what they say.
        var strangers: [CustodianID: String] = [:]
    }

    /// How many updates may wait for one replica before it has to begin again with a snapshot.
    private static let backlog = 4_096

    private let replica: KeyMapReplica
    private let signer: any ChangeSigner
    private let storage: any HubStorage
    private let quorum: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - quorum: how many custodians are believed together.
    ///   - charter: the charter in force, as it travels.
    package init(
        replica: KeyMapReplica, signer: any ChangeSigner, storage: any HubStorage, quorum: Int, charter: [UInt8] = []
    ) {
        state = Mutex(State(charter: charter))
        self.quorum = quorum
        self.replica = replica
        self.signer = signer
        self.storage = storage
    }

    /// Begins a replica's feed; one that it had before ends.
    ///
    /// - Parameter known: how far its holder has seen the key map.
    /// - Throws: `KeyMapError` with `.rollback` where that is no part of this hub's history. Once a quorum of custodians says
    ///   so, its data was put back to an older copy, and it commits nothing more.
    package func subscribe(
        _ holder: ReplicaHolder, known: KeyMapHead
    ) async throws -> (subscription: Subscription, id: UInt64) {
        guard let ancestor = try await storage.head(at: known.revision), ancestor == known else {
            let reason =
                "The \(holder) has seen revision \(known.revision) of the key map, which is no part of this "
                + "hub's history up to \(replica.head.revision): the hub's data is older than the fleet's. Stop the hub and "
                + "put its newest data back."
            if let custodian = holder.custodian { state.withLock { $0.strangers[custodian] = reason } }
            throw KeyMapError(.rollback, reason)
        }
        return try state.withLock { state in
            let map = replica.snapshot
            let snapshot = map.snapshot
            let contents = SignedHead.contents(of: snapshot)
            let signature = try signer.sign(
                SignedHead.statement(head: map.head, ancestor: known, contents: contents))
            let (stream, continuation) = AsyncStream<ReplicaUpdate>.makeStream(
                bufferingPolicy: .bufferingOldest(Self.backlog))
            if let custodian = holder.custodian { state.strangers[custodian] = nil }
            state.subscribers[holder]?.continuation.finish()
            state.next += 1
            state.subscribers[holder] = Subscriber(id: state.next, continuation: continuation)
            let head = SignedHead(head: map.head, ancestor: known, contents: contents, signature: signature)
            return (
                Subscription(charter: state.charter, snapshot: snapshot, head: head, updates: stream), state.next
            )
        }
    }

    package func unsubscribe(_ holder: ReplicaHolder, id: UInt64) {
        let settled = state.withLock { state -> [Waiter] in
            guard state.subscribers[holder]?.id == id else { return [] }
            state.subscribers[holder]?.continuation.finish()
            state.subscribers[holder] = nil
            return Self.takeSettled(&state)
        }
        for waiter in settled { waiter.continuation.resume() }
    }

    /// - Parameter charter: the revision of the charter that the holder goes by.
    package func acknowledge(_ holder: ReplicaHolder, revision: UInt64, charter: UInt64 = 0) {
        let settled = state.withLock { state in
            state.subscribers[holder]?.acknowledged = revision
            state.subscribers[holder]?.charter = charter
            if revision >= replica.head.revision { state.subscribers[holder]?.isBehind = false }
            return Self.takeSettled(&state)
        }
        for waiter in settled { waiter.continuation.resume() }
    }

    /// Sends another charter to every replica.
    package func publish(charter: [UInt8]) {
        state.withLock { state in
            state.charter = charter
            for subscriber in state.subscribers.values { subscriber.send(.charter(charter)) }
        }
    }

    /// The revision of the charter that each connected holder goes by, as it says.
    package var charters: [ReplicaHolder: UInt64] {
        state.withLock { $0.subscribers.mapValues(\.charter) }
    }

    /// The revision that each connected custodian has acknowledged.
    package var acknowledged: [CustodianID: UInt64] {
        state.withLock { state in
            var revisions: [CustodianID: UInt64] = [:]
            for (holder, subscriber) in state.subscribers {
                if let custodian = holder.custodian { revisions[custodian] = subscriber.acknowledged }
            }
            return revisions
        }
    }

    /// Why nothing may be committed, if so: a quorum of custodians that hold shares has seen more than this hub. Fewer may
    /// be lying.
    package var regression: String? {
        let reasons = state.withLock { $0.strangers }
            .filter { replica.custodian($0.key)?.kind.joinsCommittees == true }
        return reasons.count >= quorum ? reasons.values.first : nil
    }

    /// Stops waiting for the replicas that have not acknowledged a revision by now, until they have caught up.
    ///
    /// Returns who they are.
    func giveUp(on revision: UInt64) -> [ReplicaHolder] {
        let (late, settled) = state.withLock { state in
            let late = state.subscribers.filter { !$0.value.isBehind && $0.value.acknowledged ?? 0 < revision }.map(
                \.key)
            for holder in late { state.subscribers[holder]?.isBehind = true }
            return (late, Self.takeSettled(&state))
        }
        for waiter in settled { waiter.continuation.resume() }
        return late
    }

    /// Puts changes into the hub's own replica and on the way to all others.
    ///
    /// - Throws: `KeyMapError` where they do not follow.
    func publish(_ changes: [SignedChange]) throws {
        try state.withLock { state in
            for change in changes { try replica.apply(change) }
            for subscriber in state.subscribers.values { subscriber.send(.changes(changes)) }
        }
    }

    /// Returns when every replica that is connected has acknowledged a revision, or when the caller is cancelled. One
    /// that is not connected gets a snapshot when it is again.
    func settle(_ revision: UInt64) async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let settled = state.withLock { state in
                    state.waiters[id] = Waiter(revision: revision, continuation: continuation)
                    let settled = Self.takeSettled(&state)
                    guard Task.isCancelled, let own = state.waiters.removeValue(forKey: id) else { return settled }
                    return settled + [own]
                }
                for waiter in settled { waiter.continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume()
        }
    }

    /// Takes out who need not wait any longer. They are resumed without the lock: to resume a task takes a lock of its
    /// own, which whoever cancels it has while `onCancel` waits for this one.
    private static func takeSettled(_ state: inout State) -> [Waiter] {
        let behind = state.subscribers.values.filter { !$0.isBehind }.map { $0.acknowledged ?? 0 }.min() ?? .max
        let settled = state.waiters.filter { $0.value.revision <= behind }
        for id in settled.keys { state.waiters[id] = nil }
        return Array(settled.values)
    }
}
