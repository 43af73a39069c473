/// Keeps one feed up to date: asks its source, reads what it answers, and tells of it, until its task is cancelled.
package struct FeedService<Source: FeedSource>: Sendable {
    private let source: Source
    private let schedule: FeedSchedule
    private let read: @Sendable ([UInt8]) throws -> EventFeed
    private let publish: @Sendable (FeedPoller, _ now: Double) async -> Void

    /// - Parameters:
    ///   - read: makes a feed of bytes. It is called for the same bytes again after each interval, because what a calendar
    ///     repeats depends on the time that is looked at.
    ///   - publish: is given what is known after each attempt, also after one that failed.
    package init(
        _ source: Source, schedule: FeedSchedule = FeedSchedule(),
        read: @escaping @Sendable ([UInt8]) throws -> EventFeed,
        publish: @escaping @Sendable (FeedPoller, _ now: Double) async -> Void
    ) {
        self.source = source
        self.schedule = schedule
        self.read = read
        self.publish = publish
    }

    /// Returns when its task is cancelled, and never fails: faults of the feed are published.
    package func run() async {
        let start = ContinuousClock.now
        func now() -> Double { (ContinuousClock.now - start) / .seconds(1) }
        var poller = FeedPoller(schedule)
        var bytes: [UInt8] = []
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(poller.wait(now: now())))
                switch try await source.fetch(poller.validators) {
                case .unchanged: poller.succeed(try read(bytes), poller.validators, now: now())
                case .changed(let new, let validators):
                    poller.succeed(try read(new), validators, now: now())
                    bytes = new
                }
            } catch {
                if Task.isCancelled { return }
                poller.fail(error, now: now())
            }
            await publish(poller, now())
        }
    }
}
