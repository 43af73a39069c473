/// How many samples a second come, over the span of time that runs and the one before.
struct RateMeter {
    /// How long a span is.
    static let span = Duration.seconds(10)

    private var current: (start: ContinuousClock.Instant, count: UInt64)?
    private var previous: (start: ContinuousClock.Instant, count: UInt64)?

    mutating func count(_ samples: Int, at now: ContinuousClock.Instant) {
        guard let (start, count) = current else {
            current = (now, UInt64(samples))
            return
        }
        guard now - start >= Self.span else {
            current = (start, count + UInt64(samples))
            return
        }
        // After a pause what came before it is no measure.
        previous = now - start < Self.span * 2 ? current : nil
        current = (now, UInt64(samples))
    }

    func rate(at now: ContinuousClock.Instant) -> Double {
        guard let current, now - current.start < Self.span * 2 else { return 0 }
        let start = previous?.start ?? current.start
        let count = current.count + (previous?.count ?? 0)
        let seconds = (now - start) / .seconds(1)
        return seconds > 0 ? Double(count) / seconds : 0
    }
}
