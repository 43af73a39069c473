import CustodianContract
import Groups
import KeyMap
import Synchronization
import ThresholdCrypto

/// The nonces that a custodian has offered and not used, in memory only: a restart voids all of them.
///
/// A cloned or snapshotted machine defeats this, and nothing in software can help it.
final class NoncePool<Scheme: FROSTSuite>: Sendable {
    /// For whom nonces were made: one share, one epoch, one gateway.
    struct Owner: Hashable, Sendable {
        let share: ShareName
        let epoch: Epoch
        let gateway: String
    }

    /// The most unused nonces of one owner, and of all.
    static var limitPerOwner: Int { 128 }
    static var limit: Int { 65_536 }

    /// A pair of nonces behind a reference; whoever takes it out of the box has it alone.
    private final class Box: Sendable {
        private let nonces: Mutex<SigningNonces<Scheme>?>

        init(_ nonces: consuming SigningNonces<Scheme>) {
            self.nonces = Mutex(consume nonces)
        }

        func take() -> SigningNonces<Scheme>? {
            nonces.withLock { nonces in nonces.take() }
        }
    }

    private struct State {
        var pools: [Owner: [NonceCommitment<Scheme.Group>: Box]] = [:]
        var order: [Owner: [NonceCommitment<Scheme.Group>]] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// Keeps nonces until they are used; the owner's oldest go where it has too many.
    ///
    /// Returns false where the pool of all owners is full.
    func add(_ nonces: consuming SigningNonces<Scheme>, for owner: Owner) -> Bool {
        let commitment = nonces.commitment
        let box = Box(nonces)
        return state.withLock { state in
            guard state.count < Self.limit else { return false }
            var order = state.order[owner] ?? []
            if order.count >= Self.limitPerOwner {
                let oldest = order.removeFirst()
                if state.pools[owner]?.removeValue(forKey: oldest) != nil { state.count -= 1 }
            }
            order.append(commitment)
            state.order[owner] = order
            state.pools[owner, default: [:]][commitment] = box
            state.count += 1
            return true
        }
    }

    /// The nonces behind a commitment. They have left the pool when this returns, whatever becomes of the signature.
    func take(_ commitment: NonceCommitment<Scheme.Group>, for owner: Owner) -> SigningNonces<Scheme>? {
        let box = state.withLock { state -> Box? in
            guard let box = state.pools[owner]?.removeValue(forKey: commitment) else { return nil }
            state.order[owner]?.removeAll { $0 == commitment }
            if state.order[owner]?.isEmpty == true {
                state.order[owner] = nil
                state.pools[owner] = nil
            }
            state.count -= 1
            return box
        }
        return box?.take()
    }

    /// Forgets the nonces of shares that are gone.
    func drop(_ shares: Set<ShareName>) {
        state.withLock { state in
            for owner in state.pools.keys where shares.contains(owner.share) {
                state.count -= state.pools.removeValue(forKey: owner)?.count ?? 0
                state.order[owner] = nil
            }
        }
    }
}
