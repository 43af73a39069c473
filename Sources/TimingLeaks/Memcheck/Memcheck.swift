import CShims

/// What a process asks of valgrind's memcheck, in which secrets stand for memory that was never written: whatever
/// branches on them, or computes an address from them, is reported (A. Langley, "Checking that functions are constant
/// time with Valgrind", 2010).
enum Memcheck {
    static var isRunning: Bool { quorate_runs_in_memcheck() != 0 }

    /// How many reports there were, without those that are suppressed.
    static var reports: Int { Int(clamping: quorate_memcheck_reports()) }

    /// Makes bytes secret.
    static func hide(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        unsafe quorate_hide_from_memcheck(base, bytes.count)
    }
}
