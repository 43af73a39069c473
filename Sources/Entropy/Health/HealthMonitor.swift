/// The health tests of one source, start-up and continuous, as one state machine (SP 800-90B, 4.3 and 4.4).
///
/// Every raw sample goes through both tests. A source starts in quarantine, and leaves it with so many samples in a row
/// that make no test alarm; an alarm puts it back, restarts both tests, and start-up begins again.
package struct HealthMonitor: Sendable {
    /// The fewest samples that start-up tests may run over (4.3, requirement 4).
    package static let leastStartUp = 1024

    package let cutoffs: HealthCutoffs
    /// How many samples start-up tests run over.
    package let startUp: Int
    package private(set) var state = HealthState.starting(clean: 0)
    /// All samples seen.
    package private(set) var sampleCount: UInt64 = 0
    /// Alarms of the repetition count test since the monitor was made.
    package private(set) var repetitionAlarms: UInt64 = 0
    /// Alarms of the adaptive proportion test since the monitor was made.
    package private(set) var proportionAlarms: UInt64 = 0
    package private(set) var lastAlarm: HealthAlarm?

    private var repetition: RepetitionCountTest
    private var proportion: AdaptiveProportionTest

    /// - Parameter startUp: samples, at least 1,024.
    /// - Throws: ``EntropyError`` with `.badStartUp`.
    package init(_ cutoffs: HealthCutoffs, startUp: Int = leastStartUp) throws(EntropyError) {
        guard startUp >= Self.leastStartUp else {
            throw EntropyError(
                .badStartUp,
                "start-up tests over \(startUp) samples: SP 800-90B asks for at least \(Self.leastStartUp)")
        }
        self.cutoffs = cutoffs
        self.startUp = startUp
        repetition = RepetitionCountTest(cutoff: cutoffs.repetition)
        proportion = AdaptiveProportionTest(cutoff: cutoffs.proportion, window: cutoffs.window)
    }

    package var isHealthy: Bool { state == .healthy }

    /// Tests samples of one byte each, in their order.
    @discardableResult
    package mutating func test(_ samples: Span<UInt8>) -> HealthVerdict { testEach(samples) }

    /// Tests samples of four bytes each, in their order.
    @discardableResult
    package mutating func test(_ samples: Span<UInt32>) -> HealthVerdict { testEach(samples) }

    /// Tests samples of eight bytes each, in their order.
    @discardableResult
    package mutating func test(_ samples: Span<UInt64>) -> HealthVerdict { testEach(samples) }

    @inline(__always)
    private mutating func testEach<Sample: UnsignedInteger & FixedWidthInteger & BitwiseCopyable>(
        _ samples: Span<Sample>
    ) -> HealthVerdict {
        let wasHealthy = isHealthy
        var firstAlarm: HealthAlarm?
        var position = 0
        while position < samples.count {
            let (end, failed) = scan(samples, from: position)
            advance(clean: end - position - (failed == nil ? 0 : 1))
            sampleCount += UInt64(end - position)
            position = end
            if let failed {
                let alarm = quarantine(failed)
                firstAlarm = firstAlarm ?? alarm
            }
        }
        return HealthVerdict(alarm: firstAlarm, mayBeUsed: wasHealthy && firstAlarm == nil)
    }

    /// Runs both tests up to the first sample at which one alarms, or to the end.
    ///
    /// - Returns: the position after the last sample tested, and which test alarmed at it.
    @inline(__always)
    private mutating func scan<Sample: UnsignedInteger & FixedWidthInteger & BitwiseCopyable>(
        _ samples: Span<Sample>, from start: Int
    ) -> (end: Int, failed: HealthAlarm.Test?) {
        // Copies, which stay in registers.
        var (repetition, proportion) = (repetition, proportion)
        defer { (self.repetition, self.proportion) = (repetition, proportion) }
        for position in start..<samples.count {
            let sample = UInt64(truncatingIfNeeded: samples[position])
            let (isStuck, isBiased) = (repetition.alarms(at: sample), proportion.alarms(at: sample))
            if isStuck || isBiased {
                return (position + 1, isStuck ? .repetitionCount : .adaptiveProportion)
            }
        }
        return (samples.count, nil)
    }

    private mutating func advance(clean samples: Int) {
        switch state {
        case .healthy: return
        case .starting(let clean):
            state = clean + samples >= startUp ? .healthy : .starting(clean: clean + samples)
        case .alarmed(let alarm, let clean):
            state = clean + samples >= startUp ? .healthy : .alarmed(alarm, clean: clean + samples)
        }
    }

    private mutating func quarantine(_ test: HealthAlarm.Test) -> HealthAlarm {
        let count: Int
        switch test {
        case .repetitionCount:
            count = repetition.count
            repetitionAlarms += 1
        case .adaptiveProportion:
            count = proportion.count
            proportionAlarms += 1
        }
        let alarm = HealthAlarm(test: test, sampleIndex: sampleCount - 1, count: count)
        lastAlarm = alarm
        state = .alarmed(alarm, clean: 0)
        repetition.restart()
        proportion.restart()
        return alarm
    }
}
