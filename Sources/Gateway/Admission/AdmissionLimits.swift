/// How much of a gateway one caller may have, and how much all callers together.
package struct AdmissionLimits: Hashable, Sendable {
    /// Requests a second that a caller may send for as long as it likes; nil for any number.
    package let rate: Double?
    /// How many a caller may send at once, after having sent none for a while.
    package let burst: Int
    /// How many requests are worked on at a time.
    package let concurrent: Int
    /// How many requests of a caller may wait for their turn.
    package let waiting: Int

    package static let standard = AdmissionLimits()

    /// - Parameter burst: what the rate allows in a second if nil.
    package init(rate: Double? = nil, burst: Int? = nil, concurrent: Int = 512, waiting: Int = 1_024) {
        self.rate = rate
        self.burst = max(1, burst ?? Int((rate ?? 1).rounded(.up)))
        self.concurrent = concurrent
        self.waiting = waiting
    }
}
