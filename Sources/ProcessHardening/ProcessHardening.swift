import CShims
import Glibc

/// What a process that holds shares does before it reads the first one.
package enum ProcessHardening {
    /// Forbids core dumps and reading by others of the same user, and locks all memory that is touched from here on.
    ///
    /// - Throws: ``HardeningError`` that says which of these the kernel refused.
    package static func apply() throws(HardeningError) {
        try forbidDumps()
        guard quorate_lock_all_memory() == 0 else {
            throw HardeningError(
                what: "memory could not be locked: raise the limit (ulimit -l unlimited, LimitMEMLOCK=infinity)",
                errno: errno)
        }
    }

    /// Forbids core dumps and reading by others of the same user: for processes that hold no share, but plaintexts and
    /// credentials of clients.
    ///
    /// - Throws: ``HardeningError``.
    package static func forbidDumps() throws(HardeningError) {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else {
            throw HardeningError(what: "core dumps could not be forbidden", errno: errno)
        }
        guard quorate_forbid_dumping() == 0, quorate_is_dumpable() == 0 else {
            throw HardeningError(what: "the process could not be made undumpable", errno: errno)
        }
    }

    /// As many heaps as processors, not eight for each: locked memory is never given back, so what one thread frees should
    /// be there for another. To be called before the process has threads.
    package static func limitHeaps() {
        _ = quorate_limit_heaps(Int32(clamping: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    }

    /// Ends this process when the one that started it ends.
    ///
    /// - Parameter parent: its process id; it may have ended before the request reached the kernel.
    package static func dieWith(parent: Int32) {
        _ = quorate_die_with_parent(SIGKILL)
        if getppid() != parent { exit(1) }
    }
}

/// What the kernel refused.
package struct HardeningError: Error, CustomStringConvertible {
    package let what: String
    package let errno: Int32

    package var description: String { "\(what) (errno \(errno))" }
}
