import CShims
import Glibc
import Synchronization

/// One mapping of a ``GuardedSlab``: a guard page, locked pages of slots, a guard page.
@safe
final class SlabRegion: @unchecked Sendable {
    // Unchecked: a slot is written by the one who took it before anybody else learns of it, and read-only after.
    private static let slotsPerRegion = 2_048
    /// A region of large slots has fewer of them.
    private static let sizeLimit = 1 << 20

    let size: Int
    let isLocked: Bool
    private let slotSize: Int
    private let mapping: UnsafeMutableRawPointer
    private let base: UnsafeMutableRawPointer
    private let mappingSize: Int
    private let free: Mutex<[Int]>

    init(slotSize: Int, policy: GuardedSlab.LockPolicy) throws(SecretsError) {
        let page = Int(getpagesize())
        let wanted = max(slotSize, min(Self.slotsPerRegion * slotSize, Self.sizeLimit))
        let size = (wanted + page - 1) / page * page
        let whole = size + 2 * page
        guard let mapping = unsafe mmap(nil, whole, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            unsafe mapping != MAP_FAILED
        else {
            throw SecretsError(
                code: .mapping, message: "the kernel gave no \(whole) bytes for secrets (errno \(errno))")
        }
        let base = unsafe mapping + page
        guard unsafe mprotect(base, size, PROT_READ | PROT_WRITE) == 0, unsafe quorate_hide_mapping(base, size) == 0
        else {
            let reason = errno
            unsafe munmap(mapping, whole)
            throw SecretsError(code: .mapping, message: "memory for secrets could not be protected (errno \(reason))")
        }
        isLocked = unsafe mlock(base, size) == 0
        if !isLocked, policy == .required {
            let reason = errno
            unsafe munmap(mapping, whole)
            throw SecretsError(
                code: .locking,
                message: "\(size) bytes for shares could not be locked (errno \(reason)): raise the limit of locked "
                    + "memory (ulimit -l, LimitMEMLOCK=) or allow unlocked memory in the configuration")
        }
        self.size = size
        self.slotSize = slotSize
        unsafe self.mapping = mapping
        unsafe self.base = base
        mappingSize = whole
        free = Mutex(Array((0..<size / slotSize).reversed()))
    }

    deinit {
        unsafe quorate_wipe(base, size)
        unsafe munmap(mapping, mappingSize)
    }

    func take() -> Int? {
        free.withLock { $0.popLast() }
    }

    func release(_ slot: Int) {
        unsafe quorate_wipe(base + slot * slotSize, slotSize)
        free.withLock { $0.append(slot) }
    }

    func write(_ secret: borrowing SecretBytes, at slot: Int) {
        unsafe secret.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe (base + slot * slotSize).copyMemory(from: start, byteCount: slotSize)
        }
    }

    func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        of slot: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: base + slot * slotSize, count: slotSize))
    }
}
