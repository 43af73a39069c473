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
        var acknowledged: UInt64
    }

    private struct Waiter {
        let revision: UInt64
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var subscribers: [CustodianID: Subscriber] = [:]
        var waiters: [UInt64: Waiter] = [:]
        var next: UInt64 = 0
    }

    private let replica: KeyMapReplica
    private let signer: any ChangeSigner
    private let state = Mutex(State())

    package init(replica: KeyMapReplica, signer: any ChangeSigner) {
        self.replica = replica
        self.signer = signer
    }

    /// Begins a custodian's feed; one that it had before ends.
    ///
    /// - Throws: where the head cannot be signed.
    package func subscribe(_ custodian: CustodianID) throws -> (subscription: Subscription, id: UInt64) {
        try state.withLock { state in
            let map = replica.snapshot
            let snapshot = map.snapshot
            let contents = SignedHead.contents(of: snapshot)
            let signature = try signer.sign(SignedHead.statement(head: map.head, contents: contents))
            let (stream, continuation) = AsyncStream<[SignedChange]>.makeStream()
            state.subscribers[custodian]?.continuation.finish()
            state.next += 1
            state.subscribers[custodian] = Subscriber(id: state.next, continuation: continuation, acknowledged: 0)
            let head = SignedHead(head: map.head, contents: contents, signature: signature)
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
            Self.wake(&state)
        }
    }

    /// The revision that each connected custodian has acknowledged.
    package var acknowledged: [CustodianID: UInt64] {
        state.withLock { $0.subscribers.mapValues(\.acknowledged) }
    }

    /// Puts changes into the hub's own replica and on the way to all others.
    ///
    /// - Throws: `KeyMapError` where they do not follow.
    func publish(_ changes: [SignedChange]) throws {
        try state.withLock { state in
            for change in changes { try replica.apply(change) }
            for subscriber in state.subscribers.values { subscriber.continuation.yield(changes) }
        }
    }

    /// Returns when every custodian that is connected has acknowledged a revision, or when the caller is cancelled. One
    /// that is not connected will get a snapshot before it answers anything.
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
        let behind = state.subscribers.values.map(\.acknowledged).min() ?? .max
        for (id, waiter) in state.waiters where waiter.revision <= behind {
            state.waiters[id] = nil
            waiter.continuation.resume()
        }
    }
}
