import Synchronization

/// A ``GuardedSlab`` for each size of secret: most shares are a scalar, those of replicated keys are as long as the committee
/// makes them.
package final class GuardedSlabs: Sendable {
    private let policy: GuardedSlab.LockPolicy
    private let slabs = Mutex<[Int: GuardedSlab]>([:])

    /// - Parameter policy: `.required` refuses to hand out memory that is not locked.
    package init(policy: GuardedSlab.LockPolicy = .required) {
        self.policy = policy
    }

    /// Moves a secret into the slab of its size.
    ///
    /// - Throws: ``SecretsError`` where it is empty, or the kernel gives or locks no more memory.
    package func store(_ secret: borrowing SecretBytes) throws(SecretsError) -> SlabSecret {
        let size = secret.count
        guard size > 0 else { throw SecretsError(code: .wrongSize, message: "a secret of no bytes is no share") }
        let slab = slabs.withLock { slabs in
            let slab = slabs[size] ?? GuardedSlab(slotSize: size, policy: policy)
            slabs[size] = slab
            return slab
        }
        return try slab.store(secret)
    }

    /// Bytes that the kernel has locked, and bytes in all.
    package var footprint: (locked: Int, mapped: Int) {
        slabs.withLock { slabs in
            slabs.values.map(\.footprint).reduce((locked: 0, mapped: 0)) {
                ($0.locked + $1.locked, $0.mapped + $1.mapped)
            }
        }
    }
}
