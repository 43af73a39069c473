package import KeyMap
import Synchronization

/// The hub's end of every custodian's replica: a snapshot first, then each change in order, and who has acknowledged what.
package final class ReplicaFeed: Sendable {
    /// What a replica receives after its snapshot.
    package struct Subscription: Sendable {
        package let snapshot: [SignedChange]
        package let head: SignedHead
        package let changes: AsyncStream<[SignedChange]>
    }

    private struct Subscriber {
        let id: UInt64
        let continuation: AsyncStream<[SignedChange]>.Continuation
        /// Nil before the first acknowledgement.
        var acknowledged: UInt64?
        /// It did not acknowledge a change in time: nobody waits for it until it has caught up.
        var isBehind = false
    }

    private struct Waiter {
        let revision: UInt64
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var subscribers: [CustodianID: Subscriber] = [:]
        var waiters: [UInt64: Waiter] = [:]
        var next: UInt64 = 0
        /// The custodians that say they have seen what this hub's history does not hold, and what they say.
        var strangers: [CustodianID: String] = [:]
    }

    /// How many changes may wait for one custodian before it has to begin again with a snapshot.
    private static let backlog = 4_096

    private let replica: KeyMapReplica
    private let signer: any ChangeSigner
    private let storage: any HubStorage
    private let quorum: Int
    private let state = Mutex(State())

    /// - Parameter quorum: how many custodians are believed together.
    package init(replica: KeyMapReplica, signer: any ChangeSigner, storage: any HubStorage, quorum: Int) {
        self.quorum = quorum
        self.replica = replica
        self.signer = signer
        self.storage = storage
    }

    /// Begins a custodian's feed; one that it had before ends.
    ///
    /// - Parameter known: how far the custodian has seen the key map.
    /// - Throws: `KeyMapError` with `.rollback` where that is no part of this hub's history. Once a quorum says so, its data
    ///   was put back to an older copy, and it commits nothing more.
    package func subscribe(
        _ custodian: CustodianID, known: KeyMapHead
    ) async throws -> (subscription: Subscription, id: UInt64) {
        guard let ancestor = try await storage.head(at: known.revision), ancestor == known else {
            let reason =
                "Custodian \(custodian) has seen revision \(known.revision) of the key map, which is no part of this "
                + "hub's history up to \(replica.head.revision): the hub's data is older than the fleet's. Stop the hub and "
                + "put its newest data back."
            state.withLock { $0.strangers[custodian] = reason }
            throw KeyMapError(.rollback, reason)
        }
        return try state.withLock { state in
            let map = replica.snapshot
            let snapshot = map.snapshot
            let contents = SignedHead.contents(of: snapshot)
            let signature = try signer.sign(
                SignedHead.statement(head: map.head, ancestor: known, contents: contents))
            let (stream, continuation) = AsyncStream<[SignedChange]>.makeStream(
                bufferingPolicy: .bufferingOldest(Self.backlog))
            state.strangers[custodian] = nil
            state.subscribers[custodian]?.continuation.finish()
            state.next += 1
            state.subscribers[custodian] = Subscriber(id: state.next, continuation: continuation)
            let head = SignedHead(head: map.head, ancestor: known, contents: contents, signature: signature)
            return (Subscription(snapshot: snapshot, head: head, changes: stream), state.next)
        }
    }

    package func unsubscribe(_ custodian: CustodianID, id: UInt64) {
        state.withLock { state in
            guard state.subscribers[custodian]?.id == id else { return }
            state.subscribers[custodian]?.continuation.finish()
            state.subscribers[custodian] = nil
            Self.wake(&state)
        }
    }

    package func acknowledge(_ custodian: CustodianID, revision: UInt64) {
        state.withLock { state in
            state.subscribers[custodian]?.acknowledged = revision
            if revision >= replica.head.revision { state.subscribers[custodian]?.isBehind = false }
            Self.wake(&state)
        }
    }

    /// The revision that each connected custodian has acknowledged.
    package var acknowledged: [CustodianID: UInt64] {
        state.withLock { $0.subscribers.compactMapValues(\.acknowledged) }
    }

    /// Why nothing may be committed, if so: a quorum of custodians that hold shares has seen more than this hub. Fewer may
    /// be lying.
    package var regression: String? {
        let reasons = state.withLock { $0.strangers }
            .filter { replica.custodian($0.key)?.kind.joinsCommittees == true }
        return reasons.count >= quorum ? reasons.values.first : nil
    }

    /// Stops waiting for the custodians that have not acknowledged a revision by now, until they have caught up.
    ///
    /// Returns who they are.
    func giveUp(on revision: UInt64) -> [CustodianID] {
        state.withLock { state in
            let late = state.subscribers.filter { !$0.value.isBehind && $0.value.acknowledged ?? 0 < revision }.map(
                \.key)
            for custodian in late { state.subscribers[custodian]?.isBehind = true }
            Self.wake(&state)
            return late
        }
    }

    /// Puts changes into the hub's own replica and on the way to all others.
    ///
    /// - Throws: `KeyMapError` where they do not follow.
    func publish(_ changes: [SignedChange]) throws {
        try state.withLock { state in
            for change in changes { try replica.apply(change) }
            for subscriber in state.subscribers.values {
                // One whose backlog is full begins again with a snapshot.
                if case .dropped = subscriber.continuation.yield(changes) { subscriber.continuation.finish() }
            }
        }
    }

    /// Returns when every custodian that is connected has acknowledged a revision, or when the caller is cancelled. One
    /// that is not connected gets a snapshot when it is again.
    func settle(_ revision: UInt64) async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    state.waiters[id] = Waiter(revision: revision, continuation: continuation)
                    Self.wake(&state)
                    if Task.isCancelled { state.waiters.removeValue(forKey: id)?.continuation.resume() }
                }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume()
        }
    }

    private static func wake(_ state: inout State) {
        let behind = state.subscribers.values.filter { !$0.isBehind }.map { $0.acknowledged ?? 0 }.min() ?? .max
        for (id, waiter) in state.waiters where waiter.revision <= behind {
            state.waiters[id] = nil
            waiter.continuation.resume()
        }
    }
}
