import Entropy
import EntropyCollectors
import KeyMap

/// A harvest whose time jumps.
struct Harvest {
    let clock: JumpingClock
    let pool = EntropyPool()
    let harvester: EntropyHarvester

    static let date = Timestamp(seconds: 1_800_000_000)

    init(_ sources: [any EntropySource], pace: HarvestPace = HarvestPace(), clock: JumpingClock = JumpingClock()) {
        self.clock = clock
        var pace = pace
        pace.spread = .zero
        harvester = EntropyHarvester(sources: sources, pool: pool, pace: pace, clock: clock) { Self.date }
    }

    /// Runs until what the statuses say is as a test wants it, or for a minute.
    ///
    /// - Returns: the statuses then.
    func run(until isDone: ([SourceStatus]) -> Bool) async -> [SourceStatus] {
        let running = Task { [harvester] in await harvester.run() }
        let deadline = ContinuousClock.now + .seconds(60)
        while !isDone(harvester.statuses), ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(1))
        }
        running.cancel()
        await running.value
        return harvester.statuses
    }
}
