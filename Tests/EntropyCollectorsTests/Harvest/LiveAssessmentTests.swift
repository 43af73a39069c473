import Entropy
import EntropyCollectors
import Synchronization
import Testing

@Suite("Assessments of the sources that are harvested")
struct LiveAssessmentTests {
    /// Reads of 32 samples: 5 ms of the jumping clock are neither too short nor too long.
    private func source(
        _ kind: SourceDescription.Kind, _ clock: JumpingClock, minEntropy: Double = 1,
        _ script: @escaping @Sendable (Int, Int) throws(SourceFailure) -> [UInt8] = { read, count in
            ScriptedSource.noise(read, count)
        }
    ) -> ScriptedSource {
        ScriptedSource("only", kind: kind, minEntropy: minEntropy) { read, count throws(SourceFailure) in
            clock.advance(by: .milliseconds(5))
            return try script(read, count)
        }
    }

    /// Every value as often as any other, and two bits of news in each: the step from the one before.
    private static func walk(_ read: Int, _ count: Int) -> [UInt8] {
        var value: UInt8 = 0
        return ScriptedSource.noise(read, count).map { random in
            value &+= 67 &+ (random & 3)
            return value
        }
    }

    @Test(
        "random timings and readings are assessed at what so few samples can show of their eight bits, and go on as before",
        arguments: [SourceDescription.Kind.timing, .ambient])
    func random(kind: SourceDescription.Kind) async throws {
        let clock = JumpingClock()
        let harvest = Harvest([source(kind, clock)], clock: clock)
        let statuses = await harvest.run { $0[0].assessment != nil }
        let assessment = try #require(statuses[0].assessment)
        #expect(assessment.minEntropy > 6 && assessment.minEntropy <= 8, "\(assessment.minEntropy)")
        #expect(assessment.samples == 50_000)
        #expect(assessment.time == Harvest.date)
        #expect(statuses[0].state == .healthy)
        #expect(statuses[0].bits == statuses[0].blocks * 512)
        #expect(harvest.pool.quality(at: clock.now).isSufficient)
    }

    @Test("a source that claims four bits and has two passes the health tests, and is credited nothing once assessed")
    func overclaimed() async throws {
        let clock = JumpingClock()
        let harvest = Harvest([source(.timing, clock, minEntropy: 4, Self.walk)], clock: clock)
        let before = await harvest.run { $0[0].blocks > 0 }
        #expect(before[0].state == .healthy && before[0].bits > 0)
        let found = await harvest.run { $0[0].state == .overclaimed }
        let assessment = try #require(found[0].assessment)
        #expect(assessment.minEntropy > 1 && assessment.minEntropy < 2.5, "\(assessment.minEntropy)")
        #expect(found[0].state == .overclaimed)
        #expect(found[0].alarms == 0)
        let later = await harvest.run { $0[0].blocks > found[0].blocks + 2 }
        #expect(later[0].state == .overclaimed)
        #expect(later[0].blocks > found[0].blocks + 2, "what it gives goes into the pool")
        #expect(later[0].bits == found[0].bits, "and counts for nothing")
        let status = harvest.pool.status(at: clock.now)
        #expect(status.level == 0 && status.quality.contributions.isEmpty)
    }

    @Test("an overclaimed source is credited again when a later assessment is as it claims")
    func recovers() async throws {
        let clock = JumpingClock()
        let isGood = Mutex(false)
        let changing = source(.timing, clock, minEntropy: 4) { read, count in
            isGood.withLock { $0 } ? ScriptedSource.noise(read, count) : Self.walk(read, count)
        }
        let harvest = Harvest([changing], pace: HarvestPace(assessment: .seconds(60)), clock: clock)
        let found = await harvest.run { $0[0].state == .overclaimed }
        #expect(found[0].state == .overclaimed)
        isGood.withLock { $0 = true }
        // Its next blocks go into pools whose turn may come late.
        let again = await harvest.run {
            $0[0].state == .healthy && $0[0].bits > found[0].bits && harvest.pool.quality(at: clock.now).isSufficient
        }
        #expect(again[0].state == .healthy)
        #expect((again[0].assessment?.minEntropy ?? 0) >= 4)
        #expect(again[0].bits > found[0].bits)
        #expect(harvest.pool.quality(at: clock.now).isSufficient)
    }

    @Test("while timings are assessed every second read goes into the pool, after the first block, and no assessed one")
    func aside() async {
        let clock = JumpingClock()
        // 1,024 samples of start-up and 576 for the first block: 50 reads. Of 1,008 more half are 28 blocks of 18.
        let harvest = Harvest([source(.timing, clock, failing(after: 50 + 1_008))], clock: clock)
        let statuses = await harvest.run(until: hasFailed)
        #expect(statuses[0].samples == 1_058 * 32)
        #expect(statuses[0].blocks == 1 + 28)
        #expect(statuses[0].assessment == nil, "16,128 samples are not enough")
    }

    @Test(
        "generators are not assessed, and every read goes into the pool",
        arguments: [SourceDescription.Kind.kernel, .processor, .tpm, .token])
    func others(kind: SourceDescription.Kind) async {
        let clock = JumpingClock()
        let harvest = Harvest([source(kind, clock, failing(after: 50 + 3_600))], clock: clock)
        let statuses = await harvest.run(until: hasFailed)
        #expect(statuses[0].blocks == 1 + 200)
        #expect(statuses[0].assessment == nil)
    }

    @Test("what fails the health tests is not assessed")
    func quarantined() async throws {
        let clock = JumpingClock()
        // Stuck from the first block on, for more reads than an assessment takes.
        let stuck = source(.timing, clock) { read, count in
            (50..<4_000).contains(read) ? [UInt8](repeating: 7, count: count) : ScriptedSource.noise(read, count)
        }
        let harvest = Harvest([stuck], clock: clock)
        let statuses = await harvest.run { $0[0].assessment != nil }
        #expect(statuses[0].alarms > 3_900, "set aside or not, every read that is stuck alarms")
        let assessment = try #require(statuses[0].assessment)
        #expect(assessment.minEntropy > 6, "\(assessment.minEntropy)")
    }

    private func failing(after reads: Int) -> @Sendable (Int, Int) throws(SourceFailure) -> [UInt8] {
        { read, count throws(SourceFailure) in
            guard read < reads else { throw SourceFailure(.failed, "the test is over") }
            return ScriptedSource.noise(read, count)
        }
    }

    private func hasFailed(_ statuses: [SourceStatus]) -> Bool {
        if case .failed = statuses[0].state { true } else { false }
    }
}
