import Entropy
import Testing

@Suite("Health tests of a source")
struct HealthMonitorTests {
    static func monitor(_ minEntropy: Double, _ exponent: Int) throws -> HealthMonitor {
        try HealthMonitor(HealthCutoffs(HealthClaim(minEntropy: minEntropy, falseAlarmExponent: exponent)))
    }

    /// So many samples that are not equal to their neighbours, nor to any sample of their window.
    static func lively(_ count: Int) -> [UInt64] { (0..<UInt64(count)).map { $0 &+ 1_000 } }

    @discardableResult
    static func feed(_ samples: [UInt64], to monitor: inout HealthMonitor) -> HealthVerdict {
        monitor.test(samples.span)
    }

    static func feed(bytes samples: [UInt8], to monitor: inout HealthMonitor) {
        monitor.test(samples.span)
    }

    @Test("a stuck source is caught at exactly the sample that the cutoff says", arguments: [20, 30, 40], [0.5, 1, 8])
    func stuck(exponent: Int, minEntropy: Double) throws {
        var monitor = try Self.monitor(minEntropy, exponent)
        let good = Self.lively(3_000)
        #expect(monitor.test(good.span).alarm == nil)
        #expect(monitor.isHealthy)
        let cutoff = monitor.cutoffs.repetition
        let stuck = [UInt64](repeating: 7, count: cutoff)
        let before = Self.feed(Array(stuck.dropLast()), to: &monitor)
        #expect(before.alarm == nil)
        #expect(before.mayBeUsed)
        let last = Self.feed([7], to: &monitor)
        #expect(
            last.alarm
                == HealthAlarm(test: .repetitionCount, sampleIndex: UInt64(3_000 + cutoff - 1), count: cutoff))
        #expect(!last.mayBeUsed)
    }

    @Test("a source that repeats one value among others is caught at exactly the sample that the cutoff says")
    func proportion() throws {
        var monitor = try Self.monitor(4, 40)
        let (cutoff, window) = (monitor.cutoffs.proportion, monitor.cutoffs.window)
        // The start-up tests end with a window, and the next one begins with a 0. Every second sample is one.
        Self.feed(Self.lively(2 * window), to: &monitor)
        #expect(monitor.isHealthy)
        let samples = (0..<UInt64(window)).map { $0 % 2 == 0 ? 0 : $0 }
        let alarm = try #require(monitor.test(samples.span).alarm)
        #expect(alarm.test == .adaptiveProportion)
        #expect(alarm.sampleIndex == UInt64(2 * window + 2 * (cutoff - 1)))
        #expect(alarm.count == cutoff)
        #expect(monitor.proportionAlarms == 1)
        #expect(monitor.repetitionAlarms == 0)
    }

    @Test("an occurrence less than the cutoff in a window is no alarm, and windows do not overlap")
    func belowTheCutoff() throws {
        var monitor = try Self.monitor(4, 40)
        let (cutoff, window) = (monitor.cutoffs.proportion, monitor.cutoffs.window)
        var samples: [UInt64] = []
        for _ in 0..<20 {
            samples += (0..<window).map { $0 % 2 == 0 && $0 < 2 * (cutoff - 1) ? 0 : UInt64($0 + 1) }
        }
        #expect(monitor.test(samples.span).alarm == nil)
    }

    @Test("no sample may be used before 1,024 without alarm", arguments: [1, 100, 1_023, 1_024, 5_000])
    func startUp(piece: Int) throws {
        var monitor = try Self.monitor(1, 40)
        let samples = Self.lively(10_000)
        var position = 0
        while position < samples.count {
            let end = min(position + piece, samples.count)
            let verdict = Self.feed(Array(samples[position..<end]), to: &monitor)
            #expect(verdict.mayBeUsed == (position >= 1_024))
            position = end
        }
        #expect(monitor.sampleCount == 10_000)
    }

    @Test("an alarm puts a source in quarantine until it has passed start-up again")
    func quarantine() throws {
        var monitor = try Self.monitor(1, 20)
        Self.feed(Self.lively(2_000), to: &monitor)
        let stuck = [UInt64](repeating: 3, count: monitor.cutoffs.repetition)
        let alarm = try #require(monitor.test(stuck.span).alarm)
        #expect(monitor.state == .alarmed(alarm, clean: 0))
        #expect(!Self.feed(Self.lively(1_023), to: &monitor).mayBeUsed)
        #expect(monitor.state == .alarmed(alarm, clean: 1_023))
        #expect(!Self.feed(Self.lively(1), to: &monitor).mayBeUsed)
        #expect(monitor.isHealthy)
        #expect(Self.feed(Self.lively(1), to: &monitor).mayBeUsed)
        #expect(monitor.lastAlarm == alarm)
    }

    @Test("an alarm in the middle of a span makes the whole of it unusable, even where the source recovers in it")
    func recoveryWithinASpan() throws {
        var monitor = try Self.monitor(1, 20)
        Self.feed(Self.lively(2_000), to: &monitor)
        let stuck = [UInt64](repeating: 3, count: monitor.cutoffs.repetition)
        let verdict = Self.feed(Self.lively(10) + stuck + Self.lively(5_000), to: &monitor)
        #expect(verdict.alarm?.sampleIndex == UInt64(2_010 + stuck.count - 1))
        #expect(!verdict.mayBeUsed)
        #expect(monitor.isHealthy)
    }

    @Test("a source that is stuck from the start never becomes healthy, and every C samples are an alarm")
    func neverHealthy() throws {
        var monitor = try Self.monitor(1, 20)
        let stuck = [UInt64](repeating: 0, count: monitor.cutoffs.repetition * 100)
        #expect(monitor.test(stuck.span).alarm?.sampleIndex == UInt64(monitor.cutoffs.repetition - 1))
        #expect(monitor.repetitionAlarms == 100)
        #expect(!monitor.isHealthy)
    }

    @Test("how samples are cut into spans, and how wide they are, changes nothing", arguments: 0..<16)
    func pieces(seed: UInt64) throws {
        var random = FastRandom(seed)
        let samples = (0..<20_000).map { _ in UInt8(truncatingIfNeeded: random.next() & 3) }
        var whole = try Self.monitor(1.8, 8)
        whole.test(samples.span)
        var wide = try Self.monitor(1.8, 8)
        let widened = samples.map { UInt32($0) }
        wide.test(widened.span)
        var cut = try Self.monitor(1.8, 8)
        var position = 0
        while position < samples.count {
            let end = min(samples.count, position + Int(random.next() % 700))
            Self.feed(bytes: Array(samples[position..<end]), to: &cut)
            position = end
        }
        #expect(whole.repetitionAlarms > 0)
        for other in [wide, cut] {
            #expect(other.state == whole.state)
            #expect(other.repetitionAlarms == whole.repetitionAlarms)
            #expect(other.proportionAlarms == whole.proportionAlarms)
            #expect(other.lastAlarm == whole.lastAlarm)
        }
    }

    @Test("start-up tests over fewer than 1,024 samples are refused", arguments: [0, -1, 1_023])
    func shortStartUp(samples: Int) throws {
        let cutoffs = HealthCutoffs(try HealthClaim(minEntropy: 1))
        #expect(throws: EntropyError(.badStartUp, "")) { try HealthMonitor(cutoffs, startUp: samples) }
    }
}
