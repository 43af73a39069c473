import AWSProtocol
import Gateway
import Synchronization
import TestSupport
import Testing

@Suite("Admission")
struct AdmissionTests {
    /// A clock that is moved by hand.
    final class Hand: Sendable {
        private let start = ContinuousClock.now
        private let offset = Mutex(Duration.zero)

        var now: ContinuousClock.Instant { start + offset.withLock { $0 } }

        func move(_ time: Duration) {
            offset.withLock { $0 += time }
        }
    }

    /// Who was served, in order.
    final class Served: Sendable {
        private let callers = Mutex<[String]>([])

        var all: [String] { callers.withLock { $0 } }

        func add(_ caller: String) {
            callers.withLock { $0.append(caller) }
        }
    }

    private static func isThrottled(_ body: () async throws -> Void) async -> Bool {
        do {
            try await body()
            return false
        } catch let error as AWSError {
            return error.code == .throttling && error.code.httpStatus == 400
        } catch {
            return false
        }
    }

    @Test("a caller sends its burst at once, then its rate, and does not touch another's")
    func rates() async {
        let hand = Hand()
        let desk = AdmissionDesk(AdmissionLimits(rate: 10, burst: 5), clock: { hand.now })
        func sent(_ caller: String) async -> Int {
            var count = 0
            while await !Self.isThrottled({ try await desk.admit(caller) {} }), count < 100 { count += 1 }
            return count
        }
        #expect(await sent("a") == 5)
        #expect(await sent("b") == 5)
        hand.move(.milliseconds(300))
        #expect(await sent("a") == 3)
        hand.move(.seconds(60))
        #expect(await sent("a") == 5)
    }

    @Test("callers are served in turn: one that floods delays another by one request at most", .timeLimit(.minutes(1)))
    func fairness() async throws {
        let desk = AdmissionDesk(AdmissionLimits(concurrent: 1, waiting: 100))
        let order = Served()
        let (gate, open) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await desk.admit("flood") { for await _ in gate {} } }
            while desk.busy == 0 { try await Task.sleep(for: .milliseconds(1)) }
            for _ in 0..<50 {
                group.addTask { try await desk.admit("flood") { order.add("flood") } }
            }
            while desk.waiting(of: "flood") < 50 { try await Task.sleep(for: .milliseconds(1)) }
            for caller in ["b", "c"] {
                group.addTask { try await desk.admit(caller) { order.add(caller) } }
                while desk.waiting(of: caller) < 1 { try await Task.sleep(for: .milliseconds(1)) }
            }
            open.finish()
            try await group.waitForAll()
        }
        #expect(order.all.count == 52)
        #expect(Array(order.all.prefix(3)) == ["flood", "b", "c"])
        #expect(desk.busy == 0)
    }

    @Test("no more wait than may; who waits is served when there is room again", .timeLimit(.minutes(1)))
    func fullQueue() async throws {
        let desk = AdmissionDesk(AdmissionLimits(concurrent: 2, waiting: 3))
        let served = Served()
        let (gate, open) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 { group.addTask { try await desk.admit("b") { for await _ in gate {} } } }
            while desk.busy < 2 { try await Task.sleep(for: .milliseconds(1)) }
            for _ in 0..<3 { group.addTask { try await desk.admit("a") { served.add("a") } } }
            while desk.waiting(of: "a") < 3 { try await Task.sleep(for: .milliseconds(1)) }
            #expect(await Self.isThrottled { try await desk.admit("a") {} })
            open.finish()
            try await group.waitForAll()
        }
        #expect(served.all.count == 3)
        #expect(desk.busy == 0)
    }
}
