/// Lets a number of requests a second through in the long run, and more at once after a pause.
struct TokenBucket: Sendable {
    private var tokens: Double
    private var filled: ContinuousClock.Instant

    /// Full.
    init(burst: Int, at now: ContinuousClock.Instant) {
        tokens = Double(burst)
        filled = now
    }

    /// Takes a token for a request, if there is one.
    mutating func take(rate: Double, burst: Int, at now: ContinuousClock.Instant) -> Bool {
        fill(rate: rate, burst: burst, at: now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// Whether it has all its tokens again, so that a new one would be the same.
    mutating func isFull(rate: Double, burst: Int, at now: ContinuousClock.Instant) -> Bool {
        fill(rate: rate, burst: burst, at: now)
        return tokens >= Double(burst)
    }

    private mutating func fill(rate: Double, burst: Int, at now: ContinuousClock.Instant) {
        guard now > filled else { return }
        tokens = min(Double(burst), tokens + rate * ((now - filled) / .seconds(1)))
        filled = now
    }
}
