package import KeyMap
import Secrets
import Synchronization
import ThresholdCrypto

/// Outputs of the PRF that a gateway keeps for a moment, so that a ciphertext that is decrypted again asks no custodian.
///
/// An output is kept once a ciphertext has opened under it, and is of use only while the key's record is the one that it
/// was derived under: any change of the key, or of who is in the fleet, takes it out before the change is acknowledged.
/// Custodians do not learn of the uses that are served from here: `Documentation/Operations.md` says what that means.
package final class DerivationCache: Sendable {
    private let replica: KeyMapReplica
    private let now: @Sendable () -> ContinuousClock.Instant
    private let held: Mutex<HeldDerivations>
    /// Raised with each change that is not one key's, such as of who is in the fleet.
    private let changes = Mutex<UInt64>(0)

    /// - Parameter now: a clock that no one sets back.
    package init(
        _ limits: DerivationLimits, replica: KeyMapReplica,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.replica = replica
        self.now = now
        held = Mutex(HeldDerivations(limits))
        replica.onChange { [weak self] key in self?.forget(key) }
    }

    /// How many outputs are held.
    package var count: Int { held.withLock { $0.count } }

    /// Forgets what has expired, also when nobody decrypts.
    package func sweep() {
        held.withLock { $0.expire(at: now()) }
    }

    /// One decryption before anybody is asked; nil for a key that is not in the key map.
    func visit(_ input: PRFInput) -> Visit? {
        let changes = changes.withLock { $0 }
        return replica.revision(of: input.key).map {
            Visit(cache: self, input: input, revision: $0, changes: changes)
        }
    }

    /// One decryption, and the revision of the key's record that it began with.
    struct Visit: Sendable {
        fileprivate let cache: DerivationCache
        fileprivate let input: PRFInput
        fileprivate let revision: UInt64
        fileprivate let changes: UInt64

        /// What is held for the input, one use of it taken.
        func take() -> DerivedOutput? {
            cache.held.withLock { $0.take(input, revision: revision, at: cache.now()) }
        }

        /// Keeps an output under which a ciphertext has opened, unless the key's record has changed meanwhile.
        func keep(_ w: consuming SecretBytes, epoch: Epoch) {
            let output = DerivedOutput(w, epoch: epoch)
            cache.held.withLock { held in
                // Under the lock: a change that comes after this look finds the output and takes it out.
                guard cache.replica.revision(of: input.key) == revision, cache.changes.withLock({ $0 }) == changes
                else { return }
                held.insert(output, for: input, revision: revision, at: cache.now())
            }
        }
    }

    private func forget(_ key: KeyID?) {
        held.withLock { held in
            guard let key else {
                changes.withLock { $0 += 1 }
                return held.clear()
            }
            held.clear(key)
        }
    }
}
