/// The adaptive proportion test (SP 800-90B, 4.4.2): finds a source that yields one value too often.
package struct AdaptiveProportionTest: Sendable {
    /// C.
    package let cutoff: Int
    /// W, samples.
    package let window: Int
    /// B, how many samples of this window so far are equal to its first, which counts too.
    package private(set) var count = 0
    private var first: UInt64 = 0
    private var position = 0

    package init(cutoff: Int, window: Int) {
        self.cutoff = cutoff
        self.window = window
    }

    /// - Returns: whether this sample is the one at which the test alarms. It goes on counting after that, to the end of
    ///   the window.
    @inline(__always)
    package mutating func alarms(at sample: UInt64) -> Bool {
        if position == 0 {
            first = sample
            count = 0
        }
        count &+= sample == first ? 1 : 0
        position = position &+ 1 == window ? 0 : position &+ 1
        return count >= cutoff
    }

    /// Begins a window with the next sample.
    package mutating func restart() {
        position = 0
        count = 0
    }
}
