import Dispatch
import Entropy
import EntropyCollectors
import KeyMap
import Testing

@Suite("The harvest of entropy")
struct EntropyHarvesterTests {
    /// A read that takes 5 ms of the jumping clock.
    private func source(
        _ name: String, _ clock: JumpingClock, minEntropy: Double = 1,
        _ script: @escaping @Sendable (Int, Int) throws(SourceFailure) -> [UInt8] = { read, count in
            ScriptedSource.noise(read, count)
        }
    ) -> ScriptedSource {
        ScriptedSource(name, minEntropy: minEntropy) { read, count throws(SourceFailure) in
            clock.advance(by: .milliseconds(5))
            return try script(read, count)
        }
    }

    @Test("every source that is credited gives the pool a block, and the pool counts it")
    func firstBlocks() async throws {
        let clock = JumpingClock()
        let harvest = Harvest([source("first", clock), source("second", clock)], clock: clock)
        let statuses = await harvest.run { $0.allSatisfy { $0.blocks > 0 } }
        #expect(statuses.map(\.name) == ["first", "second"])
        for status in statuses {
            #expect(status.state == .healthy)
            #expect(status.blocks > 0)
            #expect(status.bits == status.blocks * 512)
            #expect(status.samples >= 1_024 + 576)
            #expect(status.rate > 0)
            #expect(status.alarms == 0)
        }
        #expect(harvest.pool.quality(at: clock.now).isSufficient)
    }

    @Test("a process that begins is fed by the quick sources that are credited, and waits for no others")
    func priming() async throws {
        let clock = JumpingClock()
        let idle = ScriptedSource("idle", minEntropy: 0)
        let slow = ScriptedSource("slow", kind: .tpm) { _, _ throws(SourceFailure) in
            clock.advance(by: .seconds(60))
            throw SourceFailure(.failed, "slow: no answer")
        }
        let quick = ScriptedSource("quick", kind: .timing) { read, count in
            clock.advance(by: .milliseconds(5))
            return ScriptedSource.noise(read, count)
        }
        let harvest = Harvest([idle, slow, quick], clock: clock)
        #expect(await harvest.harvester.prime(for: .seconds(5)))
        #expect(idle.readCount == 0 && slow.readCount == 0 && harvest.harvester.isSufficient)
        // Nothing more is read where nothing is missing.
        let reads = quick.readCount
        #expect(await harvest.harvester.prime(for: .seconds(5)) && quick.readCount == reads)
    }

    @Test("where only a device is credited it is waited for, and one that gives nothing ends the wait")
    func primingByDevices() async throws {
        let clock = JumpingClock()
        let device = ScriptedSource("device", kind: .tpm) { read, count in
            clock.advance(by: .milliseconds(50))
            return ScriptedSource.noise(read, count)
        }
        #expect(await Harvest([device], clock: clock).harvester.prime(for: .seconds(5)))
        let broken = ScriptedSource("broken", kind: .timing) { _, _ throws(SourceFailure) in
            throw SourceFailure(.failed, "broken: gone")
        }
        #expect(await !Harvest([broken], clock: clock).harvester.prime(for: .seconds(5)))
        #expect(broken.readCount == 1)
    }

    @Test("until its first block a credited source is read without rest, then it rests a quarter of a second at least")
    func pace() async throws {
        let clock = JumpingClock()
        let begun = clock.now
        let only = source("only", clock)
        let harvest = Harvest([only], clock: clock)
        // 1,024 for the start-up tests and 576 for the block: 50 reads of 32. Two more blocks are 36 more reads.
        let statuses = await harvest.run { ($0.first?.blocks ?? 0) >= 3 }
        let elapsed = clock.now - begun
        #expect((statuses.first?.blocks ?? 0) >= 3)
        #expect(elapsed >= .milliseconds(30 * 255), "\(elapsed) for \(only.readCount) reads: it did not rest")
        let ifAlways = Duration.milliseconds(only.readCount * 255)
        #expect(
            elapsed < ifAlways - .milliseconds(40 * 250), "\(elapsed) for \(only.readCount) reads: it rested at first")
    }

    @Test("a source of which nothing is claimed gives blocks, and no bits")
    func noClaim() async throws {
        let clock = JumpingClock()
        let harvest = Harvest([source("humble", clock, minEntropy: 0)], clock: clock)
        let statuses = await harvest.run { ($0.first?.blocks ?? 0) > 0 }
        let status = try #require(statuses.first)
        #expect(status.blocks > 0)
        #expect(status.bits == 0)
        #expect(!harvest.pool.quality(at: clock.now).isSufficient)
    }

    @Test("a stuck source is in alarm, gives nothing to the pool, and does not keep the others from it")
    func stuck() async throws {
        let clock = JumpingClock()
        let stuck = source("stuck", clock) { _, count in [UInt8](repeating: 7, count: count) }
        let harvest = Harvest([stuck, source("sound", clock)], clock: clock)
        let statuses = await harvest.run { $0[0].alarms > 2 && $0[1].blocks > 0 }
        #expect(statuses[0].state == .alarmed)
        #expect(statuses[0].blocks == 0)
        #expect(statuses[0].alarms > 2)
        let alarm = try #require(statuses[0].lastAlarm)
        #expect(alarm.time == Harvest.date)
        #expect(alarm.text.contains("repetition count"))
        #expect(statuses[1].state == .healthy)
        #expect(harvest.pool.quality(at: clock.now).contributions.map(\.source) == ["sound"])
        // Without rest it would be read as often as the clock allows.
        #expect(stuck.readCount < 10_000)
    }

    @Test("a source that fails is taken out, tried again a minute later, and begins with start-up tests")
    func comesBack() async throws {
        let clock = JumpingClock()
        let failing = source("failing", clock) { read, count throws(SourceFailure) in
            if (3..<5).contains(read) { throw SourceFailure(.failed, "the cable is out") }
            return ScriptedSource.noise(read, count)
        }
        let harvest = Harvest([failing, source("sound", clock)], clock: clock)
        let begun = clock.now
        let out = await harvest.run { if case .failed = $0[0].state { true } else { false } }
        #expect(out[0].state == .failed("the cable is out"))
        #expect(out[0].samples == 3 * 32)
        let back = await harvest.run { $0[0].blocks > 0 }
        #expect(back[0].state == .healthy)
        #expect(clock.now - begun >= .seconds(120), "two failures are two minutes")
        #expect(back[0].samples >= 3 * 32 + 1_024 + 576)
        #expect(back[1].blocks > 0)
    }

    @Test("a source that this machine does not have is reported absent, with the reason, and the others go on")
    func absent() async throws {
        let clock = JumpingClock()
        let missing = source("missing", clock) { _, _ throws(SourceFailure) in
            throw SourceFailure(.absent, "there is none")
        }
        let harvest = Harvest([missing, source("sound", clock)], clock: clock)
        let statuses = await harvest.run { $0[1].blocks > 0 }
        #expect(statuses[0].state == .absent("there is none"))
        #expect(statuses[0].samples == 0)
        #expect(statuses[1].blocks > 0)
    }

    @Test("a source that blocks is taken out at its deadline, and does not keep the others from the pool")
    func blocked() async throws {
        let clock = JumpingClock()
        let release = DispatchSemaphore(value: 0)
        let blocking = ScriptedSource("blocking") { _, count in
            release.wait()
            return ScriptedSource.noise(1, count)
        }
        let bounded = BoundedSource(blocking, patience: .milliseconds(100), piece: 64)
        let harvest = Harvest([bounded, source("sound", clock)], clock: clock)
        let statuses = await harvest.run { $0[1].blocks > 0 }
        guard case .failed(let reason) = statuses[0].state else {
            Issue.record("a source that blocks is \(statuses[0].state)")
            return
        }
        #expect(reason.hasPrefix("no answer within"))
        #expect(statuses[1].blocks > 0)
        release.signal()
    }

    @Test("a claim that no health test can be made for takes the source out, and says why")
    func badClaim() async throws {
        let clock = JumpingClock()
        let harvest = Harvest([source("boastful", clock, minEntropy: 99)], clock: clock)
        let statuses = await harvest.run { if case .failed = $0[0].state { true } else { false } }
        guard case .failed(let reason) = statuses[0].state else {
            Issue.record("a source with a claim of 99 bits is \(statuses[0].state)")
            return
        }
        #expect(reason.contains("a claim of 99"))
    }

    @Test("the harvest ends when its task is cancelled, without sources too")
    func cancelled() async {
        let harvester = EntropyHarvester(sources: [], pool: EntropyPool()) { Harvest.date }
        let running = Task { await harvester.run() }
        try? await Task.sleep(for: .milliseconds(20))
        running.cancel()
        await running.value
        #expect(harvester.statuses.isEmpty)
    }
}
