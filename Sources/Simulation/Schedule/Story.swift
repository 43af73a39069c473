import SecretSharing
import SteadyTime
import TestSupport

/// One run of a fleet: what clients do, what happens to it, and what has to hold at the end. All of it follows from the seed.
package struct Story: Sendable {
    /// What came of a run.
    package struct Ending: Sendable {
        /// What must not have happened; empty where all is well.
        package let faults: [String]
        /// What happened, where it was kept.
        package let history: [String]
        /// Keys, ciphertexts and codes that clients were told of.
        package let keys: Int
        package let ciphertexts: Int
        package let uses: Int
        /// In simulated time.
        package let duration: Duration
        /// How many pieces of work were run.
        package let steps: Int
    }

    package let seed: UInt64

    package init(seed: UInt64) {
        self.seed = seed
    }

    /// Runs it on a thread of its own.
    ///
    /// - Throws: ``Scheduler/Stall`` where it does not come to an end.
    package func run(keepsHistory: Bool = false) async throws -> Ending {
        var dice = Dice(seed: seed)
        let scheduler = Scheduler(dice.fork())
        let plan = SimulatedFleet.Plan(threshold: try dice.pick(Self.thresholds).get())
        let mood = dice.isOne(in: 3) ? Adversary.Mood.calm : .storm
        let fleet = try SimulatedFleet(plan, seed: seed, scheduler: scheduler, keepsHistory: keepsHistory)
        let facts = Facts()
        let (clientDice, adversaryDice) = (dice.fork(), dice.fork())
        // Most faults need no more than a moment; some need one thing after the other.
        let length = dice.isOne(in: 16) ? dice.duration(3_000...10_000) : dice.duration(200...1_500)
        fleet.faults.note("seed \(seed): \(plan.threshold), \(mood), \(length)")
        do {
            try await SimulationThread.run(scheduler, limit: .seconds(600)) {
                try await Self.play(fleet, facts, mood, length, clientDice, adversaryDice)
            }
        } catch {
            fleet.faults.report("\(error)")
        }
        return Ending(
            faults: fleet.faults.found, history: fleet.faults.history, keys: facts.keys.count,
            ciphertexts: facts.ciphertexts.count, uses: facts.keys.reduce(0) { $0 + $1.uses },
            duration: scheduler.elapsed, steps: scheduler.steps)
    }

    private static let thresholds = [(2, 3), (3, 4), (3, 5)].map { quorum, count in
        Result { try Threshold(quorum: quorum, of: count) }
    }

    private static func play(
        _ fleet: SimulatedFleet, _ facts: Facts, _ mood: Adversary.Mood, _ length: Duration, _ clientDice: Dice,
        _ adversaryDice: Dice
    ) async throws {
        var clientDice = clientDice
        defer { fleet.stop() }
        try await fleet.start()
        guard await fleet.settles(within: .seconds(10)) else {
            return fleet.faults.report("a new fleet does not come together")
        }
        var clients = (1...Int.random(in: 2...8, using: &clientDice)).map {
            Client($0, fleet, facts, mustBeServed: mood == .calm, dice: clientDice.fork())
        }
        // Keys to begin with, while nothing happens.
        let kinds = Facts.Kind.allCases.shuffled(using: &clientDice).prefix(2)
        for kind in kinds { await clients[0].create(kind) }
        if facts.keys.count < kinds.count { fleet.faults.report("a key could not be made in peace") }
        let end = fleet.clock.now + length
        await withTaskGroup { group in
            for client in clients {
                group.addTask {
                    var client = client
                    await client.work(until: end)
                }
            }
            group.addTask {
                var adversary = Adversary(fleet, mood, dice: adversaryDice)
                await adversary.work(until: end)
            }
        }
        try await Judgement(fleet: fleet, facts: facts).pass()
    }
}
