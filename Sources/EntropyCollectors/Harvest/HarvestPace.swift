/// How much of the machine the harvest takes once every source has given its first block.
package struct HarvestPace: Hashable, Sendable {
    /// Of one core's time, for all sources together: 0.01 is one per cent.
    package var share: Double
    /// When a source that is absent or has failed is tried again.
    package var retry: Duration
    /// How long after a source was assessed its next assessment begins.
    package var assessment: Duration
    /// Each source's first assessment begins at a random moment within this time, so that processes that began together do
    /// not all assess at once.
    package var spread: Duration

    package init(
        share: Double = 0.01, retry: Duration = .seconds(60), assessment: Duration = .seconds(3_600),
        spread: Duration = .seconds(600)
    ) {
        self.share = share
        self.retry = retry
        self.assessment = assessment
        self.spread = spread
    }

    /// However quick a read was: going from thread to thread has a price too.
    private static let shortest = Duration.milliseconds(250)
    /// A source rests for ten times as long as it was read, at least: for a disk or a TPM that others want too.
    private static let idleness = 10.0

    /// How long a source rests after a read.
    ///
    /// - Parameters:
    ///   - processor: time that the read took of a core.
    ///   - elapsed: time that it took.
    ///   - sources: how many there are to share.
    func rest(processor: Duration, elapsed: Duration, sources: Int) -> Duration {
        min(max(processor * (Double(max(sources, 1)) / share), elapsed * Self.idleness, Self.shortest), retry)
    }
}
