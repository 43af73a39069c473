import CustodianContract
import DequeModule
import Groups
import KeyMap
import Synchronization
import ThresholdCrypto

/// The nonces that a custodian has offered and not used, in memory only: a restart voids all of them.
///
/// A cloned or snapshotted machine defeats this, and nothing in software can help it.
final class NoncePool<Scheme: FROSTSuite>: Sendable {
    typealias Commitment = NonceCommitment<Scheme.Group>.Transfer

    /// For whom nonces were made: one share, one epoch, one gateway.
    struct Owner: Hashable, Sendable {
        let share: ShareName
        let epoch: Epoch
        let gateway: String
    }

    /// The most unused nonces of one owner, and of all.
    static var limitPerOwner: Int { 2_048 }
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
        var pools: [Owner: [Commitment: Box]] = [:]
        /// Every nonce in the order in which it came; those that are gone are passed over when they come to the front.
        var order: Deque<(owner: Owner, commitment: Commitment)> = []
        var count = 0

        mutating func remove(_ commitment: Commitment, of owner: Owner) -> Box? {
            guard let box = pools[owner]?.removeValue(forKey: commitment) else { return nil }
            if pools[owner]?.isEmpty == true { pools[owner] = nil }
            count -= 1
            return box
        }

        /// Removes the oldest nonce of an owner, or of all.
        mutating func removeOldest(of owner: Owner?) {
            while let position = order.firstIndex(where: { owner == nil || $0.owner == owner }) {
                let entry = order.remove(at: position)
                if remove(entry.commitment, of: entry.owner) != nil { return }
            }
        }

        /// Forgets the places of nonces that are gone, once they outnumber the others.
        mutating func compact() {
            guard order.count > 2 * max(count, 1_024) else { return }
            order.removeAll { pools[$0.owner]?[$0.commitment] == nil }
        }
    }

    private let state = Mutex(State())

    /// Keeps nonces until they are used. Where an owner has too many its oldest go, and where all have too many the oldest
    /// of all.
    func add(_ nonces: consuming SigningNonces<Scheme>, for owner: Owner) {
        let commitment = nonces.transfer
        let box = Box(nonces)
        state.withLock { state in
            if state.pools[owner]?.count ?? 0 >= Self.limitPerOwner { state.removeOldest(of: owner) }
            if state.count >= Self.limit { state.removeOldest(of: nil) }
            state.order.append((owner, commitment))
            state.pools[owner, default: [:]][commitment] = box
            state.count += 1
            state.compact()
        }
    }

    /// The nonces behind a commitment. They have left the pool when this returns, whatever becomes of the signature.
    func take(_ commitment: Commitment, for owner: Owner) -> SigningNonces<Scheme>? {
        let box = state.withLock { $0.remove(commitment, of: owner) }
        return box?.take()
    }

    /// Forgets the nonces of shares that are gone.
    func drop(_ shares: Set<ShareName>) {
        state.withLock { state in
            for owner in state.pools.keys where shares.contains(owner.share) {
                state.count -= state.pools.removeValue(forKey: owner)?.count ?? 0
            }
        }
    }
}
