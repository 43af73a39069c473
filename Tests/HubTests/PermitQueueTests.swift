import CustodianContract
import Hub
import KeyMap
import SecretSharing
import Synchronization
import TestSupport
import Testing

@Suite("The hub's desk: one permit a key at a time, in turn")
struct PermitQueueTests {
    /// Who was served, in order.
    private final class Served: Sendable {
        private let names = Mutex<[Int]>([])
        func add(_ name: Int) { names.withLock { $0.append(name) } }
        var all: [Int] { names.withLock { $0 } }
    }

    /// Who holds a permit, and how often each has had one.
    private final class Floor: Sendable {
        private let state = Mutex((open: 0, counts: [Int](repeating: 0, count: 64)))

        var counts: [Int] { state.withLock { $0.counts } }

        /// How many hold one now.
        func enter() -> Int {
            state.withLock { state in
                state.open += 1
                return state.open
            }
        }

        /// How far ahead of the last the first is.
        func leave(_ asker: Int) -> Int {
            state.withLock { state in
                state.open -= 1
                state.counts[asker] += 1
                return (state.counts.max() ?? 0) - (state.counts.min() ?? 0)
            }
        }
    }

    @Test("requests are served in the order in which they came, each when the one before is closed")
    func order() async throws {
        let fleet = try await PermitFleet()
        let first = try await fleet.ask(fleet.request())
        let served = Served()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let by = 1 + number % 3
                    let signed = try await fleet.ask(fleet.request(), by: by)
                    served.add(number)
                    try fleet.finish(signed, by: by)
                }
                try await Task.sleep(for: .milliseconds(20))
            }
            try await PermitFleet.settle()
            #expect(served.all.isEmpty)
            try fleet.finish(first)
            try await group.waitForAll()
        }
        #expect(served.all == Array(0..<8))
    }

    @Test("a close that is forged, another's, or passed on by another frees nothing")
    func forgedClose() async throws {
        let fleet = try await PermitFleet()
        let first = try await fleet.ask(fleet.request())
        let served = Served()
        let waiting = Task {
            let signed = try await fleet.ask(fleet.request(), by: 2)
            served.add(2)
            return signed
        }
        try await PermitFleet.settle()
        let honest = try fleet.close(first)
        let (one, two) = (fleet.fleet.seat(1).id, fleet.fleet.seat(2).id)
        fleet.desk.close(PermitClose(permit: honest.permit, signature: honest.signature.flipping(bit: 0)), from: one)
        fleet.desk.close(PermitClose(permit: honest.permit.flipping(bit: 0), signature: honest.signature), from: one)
        fleet.desk.close(PermitClose(permit: honest.permit, signature: []), from: one)
        fleet.desk.close(try fleet.close(first, by: 2), from: two)
        fleet.desk.close(try fleet.close(first, by: 2), from: one)
        fleet.desk.close(honest, from: two)
        fleet.desk.close(honest, from: CustodianID("custodian-99"))
        try await PermitFleet.settle()
        #expect(served.all.isEmpty)
        try fleet.finish(first)
        let second = try await waiting.value
        #expect(second.previous == honest)
        #expect(served.all == [2])
        // The same word again closes nothing that came after it.
        let third = Task {
            _ = try await fleet.ask(fleet.request(), by: 3)
            served.add(3)
        }
        try await PermitFleet.settle()
        fleet.desk.close(honest, from: one)
        try await PermitFleet.settle()
        #expect(served.all == [2])
        try fleet.finish(second, by: 2)
        try await third.value
    }

    @Test("a requester that says nothing more holds the next one up until its permit has expired, and no longer")
    func expiry() async throws {
        let fleet = try await PermitFleet(hold: .milliseconds(600))
        let start = ContinuousClock.now
        let first = try await fleet.ask(fleet.request())
        let second = try await fleet.ask(fleet.request(), by: 2)
        #expect(ContinuousClock.now - start > .milliseconds(590))
        #expect(second.previous == nil)
        // Its word comes too late, and closes nothing of the second's.
        try fleet.finish(first)
        let third = try await fleet.ask(fleet.request(), by: 3)
        #expect(ContinuousClock.now - start > .milliseconds(1_190))
        #expect(third.previous == nil)
    }

    @Test("a request waits so long and no longer, and who waited too long holds nothing up")
    func patience() async throws {
        let fleet = try await PermitFleet(patience: .milliseconds(500))
        let first = try await fleet.ask(fleet.request())
        let start = ContinuousClock.now
        for _ in 0..<3 { #expect(await fleet.refusal(fleet.request(), by: 2) == .busy) }
        #expect(ContinuousClock.now - start > .milliseconds(1_490))
        try fleet.finish(first)
        #expect(await fleet.refusal(fleet.request(), by: 3) == nil)
    }

    @Test("the product's own times keep what clients are promised")
    func defaults() async throws {
        let fleet = try await PermitFleet()
        let start = ContinuousClock.now
        _ = try await fleet.fleet.permits.permit(fleet.request(), for: fleet.fleet.seat(1).id)
        _ = try await fleet.fleet.permits.permit(fleet.request(), for: fleet.fleet.seat(2).id)
        #expect(ContinuousClock.now - start > .milliseconds(990))
    }

    @Test("a request whose asker is gone leaves the queue: it holds up nobody for a second")
    func cancelled() async throws {
        let fleet = try await PermitFleet()
        let first = try await fleet.ask(fleet.request())
        let gone = (0..<8).map { _ in Task { try await fleet.ask(fleet.request(), by: 3) } }
        try await PermitFleet.settle()
        let served = Served()
        let honest = Task {
            let signed = try await fleet.ask(fleet.request(), by: 2)
            served.add(2)
            try fleet.finish(signed, by: 2)
        }
        try await PermitFleet.settle()
        for task in gone { task.cancel() }
        for task in gone { await #expect(throws: Refusal.self) { try await task.value } }
        let start = ContinuousClock.now
        try fleet.finish(first)
        try await honest.value
        #expect(ContinuousClock.now - start < .seconds(300))
    }

    @Test("the queue has an end: one more is refused at once")
    func full() async throws {
        let fleet = try await PermitFleet()
        let first = try await fleet.ask(fleet.request())
        let waiting = (0..<PermitDesk.queueLimit).map { _ in Task { await fleet.refusal(fleet.request(), by: 2) } }
        try await Task.sleep(for: .milliseconds(500))
        let start = ContinuousClock.now
        #expect(await fleet.refusal(fleet.request(), by: 3) == .busy)
        #expect(ContinuousClock.now - start < .seconds(300))
        for task in waiting { task.cancel() }
        try fleet.finish(first)
        for task in waiting { _ = await task.value }
        #expect(await fleet.refusal(fleet.request(), by: 3) == nil)
    }

    @Test("keys do not wait for each other")
    func parallel() async throws {
        let fleet = try await PermitFleet()
        var keys = [fleet.key]
        for number in 0..<5 { keys.append(try await fleet.fleet.createKey(.hmac256, id: "key-\(number)")) }
        let start = ContinuousClock.now
        for key in keys { _ = try await fleet.ask(fleet.request(key)) }
        #expect(ContinuousClock.now - start < .seconds(300))
    }

    @Test("64 that ask at once are all served, none at another's cost, and never two at a time")
    func fairness() async throws {
        let fleet = try await PermitFleet(quorum: 3, of: 5)
        let floor = Floor()
        let first = try await fleet.ask(fleet.request())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for asker in 0..<64 {
                group.addTask {
                    let by = 1 + asker % 5
                    for _ in 0..<4 {
                        let signed = try await fleet.ask(fleet.request(), by: by)
                        #expect(floor.enter() == 1)
                        await Task.yield()
                        // In turn: nobody is far ahead of who has waited longest.
                        #expect(floor.leave(asker) <= 2)
                        try fleet.finish(signed, by: by)
                    }
                }
            }
            // All of them wait when the first turn begins.
            try await Task.sleep(for: .milliseconds(300))
            try fleet.finish(first)
            try await group.waitForAll()
        }
        #expect(floor.counts == [Int](repeating: 4, count: 64))
    }

    @Test func whoLetsAPermitLapseHoldsUpNobodyAgain() async throws {
        let fleet = try await PermitFleet(hold: .milliseconds(400))
        _ = try await fleet.ask(fleet.request())
        // Its other requests come before that of the next custodian.
        async let second = fleet.refusal(fleet.request(client: "request-2"))
        async let third = fleet.refusal(fleet.request(client: "request-3"))
        try await PermitFleet.settle()
        let next = try await fleet.ask(fleet.request(client: "request-4"), by: 2)
        #expect(await [second, third] == [.busy, .busy])
        try fleet.finish(next, by: 2)
        #expect(await fleet.refusal(fleet.request(client: "request-5")) == nil)
    }
}
