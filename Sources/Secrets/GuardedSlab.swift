import CShims
import Glibc
import Synchronization

/// The one place where a process keeps long-lived shares: locked memory between guard pages, left out of core dumps and
/// forked children, in slots of one size.
///
/// One mapping holds thousands of shares: libsodium's allocation a secret runs out of mappings near 16,000, and silently
/// stops locking at the limit of `ulimit -l`. Here every result of `mlock` is checked.
package final class GuardedSlab: Sendable {
    /// What is done where the kernel will not lock memory.
    package enum LockPolicy: Sendable {
        case required, bestEffort
    }

    /// The size of every slot in bytes.
    package let slotSize: Int
    private let policy: LockPolicy
    private let regions: Mutex<Regions>

    private struct Regions: ~Copyable {
        var all: [SlabRegion] = []
    }

    /// - Parameters:
    ///   - slotSize: bytes a secret, 32 for a scalar.
    ///   - policy: `.required` refuses to hand out memory that is not locked.
    package init(slotSize: Int = 32, policy: LockPolicy = .required) {
        self.slotSize = slotSize
        self.policy = policy
        regions = Mutex(Regions())
    }

    /// Moves a secret into the slab.
    ///
    /// - Throws: ``SecretsError`` where it has another size than the slots, or the kernel gives or locks no more memory.
    package func store(_ secret: borrowing SecretBytes) throws(SecretsError) -> SlabSecret {
        guard secret.count == slotSize else {
            throw SecretsError(
                code: .wrongSize,
                message: "a secret of \(secret.count) bytes was put into a slab of \(slotSize)-byte slots")
        }
        let (region, slot) = try regions.withLock { (regions) throws(SecretsError) -> (SlabRegion, Int) in
            for region in regions.all {
                if let slot = region.take() { return (region, slot) }
            }
            let region = try SlabRegion(slotSize: slotSize, policy: policy)
            regions.all.append(region)
            guard let slot = region.take() else {
                throw SecretsError(code: .mapping, message: "a new region of secret memory has no free slot")
            }
            return (region, slot)
        }
        region.write(secret, at: slot)
        return SlabSecret(region: region, slot: slot)
    }

    /// Bytes of the slab that the kernel has locked, and bytes in all.
    package var footprint: (locked: Int, mapped: Int) {
        regions.withLock { regions in
            (regions.all.reduce(0) { $0 + ($1.isLocked ? $1.size : 0) }, regions.all.reduce(0) { $0 + $1.size })
        }
    }
}

/// A secret that lives in a ``GuardedSlab``. Its slot is wiped and free again when the last reference goes.
package final class SlabSecret: Sendable {
    private let region: SlabRegion
    private let slot: Int

    fileprivate init(region: SlabRegion, slot: Int) {
        self.region = region
        self.slot = slot
    }

    deinit { region.release(slot) }

    /// For the C libraries; the pointer must not escape.
    package func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe region.withUnsafeBytes(of: slot, body)
    }
}
