/// When one connection sends its requests.
struct LoadSchedule: Sendable {
    /// From when on requests count.
    let measuring: ContinuousClock.Instant
    let end: ContinuousClock.Instant
    /// Between two requests of this connection; nil where the next is sent with the answer to the last.
    private let interval: Duration?
    private var due: ContinuousClock.Instant

    /// - Parameters:
    ///   - rate: requests a second of all connections together, sent whatever becomes of those before (open loop); nil for
    ///     as many as are answered (closed loop).
    ///   - number: of this connection, which shares the rate with the others.
    init(
        start: ContinuousClock.Instant, warmUp: Duration, lasting: Duration, rate: Double?, connection number: Int,
        of connections: Int
    ) {
        measuring = start + warmUp
        end = measuring + lasting
        interval = rate.map { .seconds(Double(connections) / $0) }
        due = start + .seconds(rate.map { Double(number) / $0 } ?? 0)
    }

    /// When the next request is due. In an open loop that is in the past where the service is behind: a latency counts from
    /// here, so that what a slow answer holds back is not left out ("coordinated omission").
    mutating func next(now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        guard let interval else { return now }
        defer { due += interval }
        return due
    }
}
