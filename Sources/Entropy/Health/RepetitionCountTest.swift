/// The repetition count test (SP 800-90B, 4.4.1): finds a source that is stuck at one value.
package struct RepetitionCountTest: Sendable {
    /// C.
    package let cutoff: Int
    /// B, how many equal samples there were in a row, up to the last one.
    package private(set) var count = 0
    private var last: UInt64 = 0

    package init(cutoff: Int) {
        self.cutoff = cutoff
    }

    /// - Returns: whether this sample is the one at which the test alarms. It goes on counting after that.
    @inline(__always)
    package mutating func alarms(at sample: UInt64) -> Bool {
        count = sample == last && count != 0 ? count &+ 1 : 1
        last = sample
        return count >= cutoff
    }

    /// Forgets all samples.
    package mutating func restart() {
        count = 0
    }
}
