/// How a process's pool does.
package struct PoolStatus: Hashable, Sendable {
    /// Bits of min-entropy that wait for the next reseed.
    package let level: Int
    /// From the pools, since the process began.
    package let reseeds: UInt64
    /// Nil before the first.
    package let sinceReseed: Duration?
    /// How many were generated.
    package let bytes: UInt64
    package let quality: EntropyQuality

    package init(level: Int, reseeds: UInt64, sinceReseed: Duration?, bytes: UInt64, quality: EntropyQuality) {
        self.level = level
        self.reseeds = reseeds
        self.sinceReseed = sinceReseed
        self.bytes = bytes
        self.quality = quality
    }
}
