/// When to ask for a feed next, and what is known of it meanwhile: the last good version stays in use while its source fails.
/// Without I/O and without a clock: times are seconds of any clock that is not set back.
package struct FeedPoller: Sendable {
    /// Attempts that failed since the last good one.
    package struct Failure: Sendable {
        /// Of the last attempt.
        package let error: any Error
        /// In a row.
        package let count: Int
        /// When the first of them was.
        package let since: Double
    }

    package let schedule: FeedSchedule
    /// The last good version; nil before there is one.
    package private(set) var feed: EventFeed?
    /// Of the last good version: a feed that could not be read is asked for again as if it had never been sent.
    package private(set) var validators = FeedValidators()
    /// Nil where the last attempt was good.
    package private(set) var failure: Failure?
    private var lastGood: Double?
    private var next: Double?

    package init(_ schedule: FeedSchedule) {
        self.schedule = schedule
    }

    /// Seconds until the next attempt is due; 0 if it is.
    package func wait(now: Double) -> Double { max(0, (next ?? now) - now) }

    /// Seconds since the source last said that ``feed`` is its newest version; nil before there is one.
    package func age(now: Double) -> Double? { lastGood.map { max(0, now - $0) } }

    /// The source answered, and the feed was read.
    ///
    /// - Parameter validators: of this version; those that are known already where there is no other.
    package mutating func succeed(_ feed: EventFeed, _ validators: FeedValidators, now: Double) {
        self.feed = feed
        self.validators = validators
        failure = nil
        lastGood = now
        next = now + schedule.interval
    }

    /// The source did not answer, or not with a feed that can be read.
    package mutating func fail(_ error: any Error, now: Double) {
        let failure = Failure(error: error, count: (failure?.count ?? 0) + 1, since: failure?.since ?? now)
        self.failure = failure
        next = now + schedule.retry(after: failure.count)
    }
}
