import Glibc

/// What threads have had of the processors.
enum ProcessorTime {
    /// This thread, since it began.
    static var ofThread: Duration {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
