import Simulation
import SteadyTime
import Testing

struct SchedulerTests {
    private actor Tally {
        var order: [Int] = []

        func add(_ number: Int) { order.append(number) }
    }

    private func order(_ seed: UInt64) async throws -> [Int] {
        let scheduler = Scheduler(Dice(seed: seed))
        return try await SimulationThread.run(scheduler, limit: .seconds(60)) {
            let tally = Tally()
            let clock = SimulatedClock(scheduler)
            await withTaskGroup { group in
                for number in 0..<20 {
                    group.addTask {
                        await tally.add(number)
                        try? await clock.sleep(for: .milliseconds(number % 3))
                        await tally.add(100 + number)
                    }
                }
            }
            return await tally.order
        }
    }

    @Test func aSeedDecidesTheOrder() async throws {
        let orders = try await [order(1), order(1), order(2)]
        #expect(orders[0] == orders[1])
        #expect(orders[0] != orders[2])
        #expect(orders[0].sorted() == Array(0..<20) + Array(100..<120))
    }

    @Test func timePassesOnlyWhileAllWait() async throws {
        let scheduler = Scheduler(Dice(seed: 1))
        let hour = try await SimulationThread.run(scheduler, limit: .seconds(7_200)) {
            let clock = SimulatedClock(scheduler)
            let start = clock.now
            try await clock.sleep(for: .seconds(3_600))
            return clock.now - start
        }
        #expect(hour == .seconds(3_600))
    }

    @Test func whatNeverEndsIsReported() async throws {
        let scheduler = Scheduler(Dice(seed: 1))
        await #expect(throws: Scheduler.Stall.self) {
            try await SimulationThread.run(scheduler, limit: .seconds(60)) {
                try await SimulatedClock(scheduler).sleep(for: .seconds(100))
            }
        }
    }

    @Test func theCancelledAreWoken() async throws {
        let scheduler = Scheduler(Dice(seed: 3))
        let waited = try await SimulationThread.run(scheduler, limit: .seconds(60)) {
            let clock = SimulatedClock(scheduler)
            await withTaskGroup { group in
                group.addTask { try? await clock.sleep(for: .seconds(50)) }
                group.addTask { try? await clock.sleep(for: .seconds(1)) }
                await group.next()
                group.cancelAll()
            }
            return scheduler.elapsed
        }
        #expect(waited == .seconds(1))
    }
}
