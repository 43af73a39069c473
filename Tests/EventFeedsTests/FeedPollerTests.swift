import EventFeeds
import Forecasting
import Synchronization
import Testing

@Suite("Polling of feeds")
struct FeedPollerTests {
    private struct Outage: Error {}

    private let good = EventFeed(events: [ScheduledEvent(kind: "a", start: 0)])
    private let schedule = FeedSchedule(interval: 100, firstRetry: 10, longestRetry: 60)

    @Test("a feed is asked for at once, and then after each interval")
    func interval() {
        var poller = FeedPoller(schedule)
        #expect(poller.wait(now: 5) == 0)
        #expect(poller.age(now: 5) == nil)
        poller.succeed(good, FeedValidators(entityTag: "\"1\""), now: 7)
        #expect(poller.wait(now: 7) == 100)
        #expect(poller.wait(now: 50) == 57)
        #expect(poller.wait(now: 500) == 0)
        #expect(poller.age(now: 50) == 43)
        #expect(poller.validators.entityTag == "\"1\"")
    }

    @Test("failures are further and further apart up to a bound, while the last good version stays")
    func backOff() {
        var poller = FeedPoller(schedule)
        poller.succeed(good, FeedValidators(lastModified: "x"), now: 0)
        var waits: [Double] = []
        for attempt in 0..<5 {
            poller.fail(Outage(), now: 100 + Double(attempt))
            waits.append(poller.wait(now: 100 + Double(attempt)))
        }
        #expect(waits == [10, 20, 40, 60, 60])
        #expect(poller.feed == good)
        #expect(poller.validators.lastModified == "x")
        #expect(poller.age(now: 105) == 105)
        #expect(poller.failure?.count == 5)
        #expect(poller.failure?.since == 100)
        #expect(poller.failure?.error is Outage)
        poller.succeed(good, FeedValidators(), now: 200)
        #expect(poller.failure == nil)
        poller.fail(Outage(), now: 300)
        #expect(poller.wait(now: 300) == 10)
    }

    /// Answers one after the other, and waits for ever after the last.
    private final class Script: FeedSource {
        private let answers: Mutex<[FeedAnswer?]>
        let asked = Mutex<[FeedValidators]>([])

        init(_ answers: [FeedAnswer?]) { self.answers = Mutex(answers.reversed()) }

        func fetch(_ validators: FeedValidators) async throws -> FeedAnswer {
            asked.withLock { $0.append(validators) }
            guard let answer = answers.withLock({ $0.popLast() }) else {
                try await Task.sleep(for: .seconds(600))
                throw Outage()
            }
            guard let answer else { throw Outage() }
            return answer
        }
    }

    @Test(
        "a service publishes after each attempt, asks with the validators of what it could read, and ends when cancelled",
        .timeLimit(.minutes(1)))
    func service() async throws {
        let tag = FeedValidators(entityTag: "\"1\"")
        let text = Array("t,kind\n0,a\n".utf8)
        let script = Script([
            nil, .changed(text, tag), .unchanged, .changed(Array("<html>".utf8), FeedValidators(entityTag: "\"2\"")),
        ])
        let (stream, continuation) = AsyncStream.makeStream(of: FeedPoller.self)
        let reader = try Feeds.reader()
        let service = FeedService(script, schedule: FeedSchedule(interval: 0.01, firstRetry: 0.01, longestRetry: 0.01))
        {
            try reader.read($0)
        } publish: { poller, _ in
            continuation.yield(poller)
        }
        let task = Task { await service.run() }
        var seen: [FeedPoller] = []
        for await poller in stream {
            seen.append(poller)
            if seen.count == 4 { break }
        }
        while script.asked.withLock({ $0.count }) < 5 { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await task.value
        #expect(seen.map { $0.feed?.events.count } == [nil, 1, 1, 1])
        #expect(seen.map { $0.failure?.count } == [1, nil, nil, 1])
        #expect(script.asked.withLock { $0 } == [FeedValidators(), FeedValidators(), tag, tag, tag])
    }
}
