import Entropy
import KeyMap
import SteadyTime
import Synchronization

/// A source in the harvest: when it is read next, its way into the pool, and what people are told of it.
final class HarvestedSource: Sendable {
    private struct Progress: ~Copyable {
        /// Begins anew, with start-up tests, whenever the source comes back.
        var feed: SourceFeed?
        /// The feed's, as its last samples left it.
        var monitor: HealthMonitor?
        var failure: SourceFailure?
        var due: ContinuousClock.Instant
        var size = ReadSize()
        var meter = RateMeter()
        var samples: UInt64 = 0
        /// Alarms of the feeds before this one.
        var pastAlarms: UInt64 = 0
        var lastAlarm: SourceStatus.Alarm?
        var blocks: UInt64 = 0
        var bits: UInt64 = 0

        var alarms: UInt64 { pastAlarms + (monitor.map { $0.repetitionAlarms + $0.proportionAlarms } ?? 0) }
    }

    private let source: any EntropySource
    private let assessment: LiveAssessment?
    private let progress: Mutex<Progress>

    /// - Parameter assessment: of this source, where an estimate says something about it.
    init(_ source: any EntropySource, assessment: LiveAssessment?, due: ContinuousClock.Instant) {
        self.source = source
        self.assessment = assessment
        progress = Mutex(Progress(due: due))
    }

    var name: String { source.description.name }

    /// Whether something is claimed of it.
    var isCredited: Bool { source.description.minEntropy > 0 }

    /// Whether its reads take milliseconds, as those of no device need to.
    var isQuick: Bool { [.timing, .processor].contains(source.description.kind) && !(source is BoundedSource) }

    var due: ContinuousClock.Instant { progress.withLock { $0.due } }

    /// Whether it gave samples when it was last asked.
    var isPresent: Bool { progress.withLock { $0.failure == nil } }

    /// Whether the last assessment found less than is claimed.
    var isOverclaimed: Bool { assessment?.isBelowClaim ?? false }

    /// Reads it once, which blocks, and says when it is due again.
    ///
    /// - Parameter sources: how many share the pace.
    /// - Returns: a block for the pool, if there is one.
    func turn(
        pace: HarvestPace, sources: Int, clock: any SteadyClock, now: @Sendable () -> Timestamp
    ) -> EntropyBlock? {
        let count = progress.withLock { $0.size.count }
        let begun = clock.now
        let processor = processorTime
        let result = Result { () throws(SourceFailure) in try source.read(count) }
        let ended = clock.now
        return progress.withLock { progress in
            do throws(SourceFailure) {
                let samples = try result.get()
                let block = try take(samples, into: &progress, at: ended, now: now)
                progress.size.adjust(to: ended - begun)
                // Without rest until the first block; an alarmed one has no such privilege.
                let isHurried = source.description.minEntropy > 0 && progress.blocks == 0 && progress.alarms == 0
                let spent = processorTime - processor
                let rest = pace.rest(processor: spent, elapsed: ended - begun, sources: sources)
                progress.due = isHurried ? ended : ended + rest
                return block
            } catch {
                takeOut(error, &progress)
                progress.due = ended + pace.retry
                return nil
            }
        }
    }

    func status(at now: ContinuousClock.Instant) -> SourceStatus {
        progress.withLock { progress in
            let source = source.description
            return SourceStatus(
                name: source.name, kind: source.kind.rawValue, claim: source.minEntropy,
                justification: source.justification, state: state(progress), samples: progress.samples,
                rate: progress.meter.rate(at: now), alarms: progress.alarms, lastAlarm: progress.lastAlarm,
                assessment: assessment?.last, blocks: progress.blocks, bits: progress.bits)
        }
    }

    private func take(
        _ samples: [UInt8], into progress: inout Progress, at instant: ContinuousClock.Instant,
        now: @Sendable () -> Timestamp
    ) throws(SourceFailure) -> EntropyBlock? {
        progress.failure = nil
        let before = progress.alarms
        if progress.feed == nil { progress.feed = try newFeed() }
        guard var feed = progress.feed.take() else { return nil }
        feed.isCredited = !isOverclaimed
        let isAside = progress.blocks > 0 && assessment?.takesRead(at: instant) == true
        let block = isAside ? nil : feed.take(samples)
        if isAside, feed.test(samples) { assessment?.take(samples) }
        progress.monitor = feed.monitor
        progress.feed = consume feed
        progress.samples += UInt64(samples.count)
        progress.meter.count(samples.count, at: instant)
        if progress.alarms > before, let alarm = progress.monitor?.lastAlarm {
            progress.lastAlarm = SourceStatus.Alarm(time: now(), text: alarm.description)
        }
        if let block {
            progress.blocks += 1
            progress.bits += UInt64(block.bits)
        }
        return block
    }

    private func newFeed() throws(SourceFailure) -> SourceFeed {
        do throws(EntropyError) {
            return try SourceFeed(source.description)
        } catch {
            throw SourceFailure(.failed, "\(source.description.name): \(error.message)")
        }
    }

    private func takeOut(_ failure: SourceFailure, _ progress: inout Progress) {
        progress.failure = failure
        progress.pastAlarms = progress.alarms
        progress.monitor = nil
        progress.feed = nil
        progress.size = ReadSize()
    }

    private func state(_ progress: borrowing Progress) -> SourceStatus.State {
        switch progress.failure?.code {
        case .absent: return .absent(progress.failure?.reason(of: name) ?? "")
        case .failed: return .failed(progress.failure?.reason(of: name) ?? "")
        case nil: break
        }
        switch progress.monitor?.state {
        case .healthy: return isOverclaimed ? .overclaimed : .healthy
        case .alarmed: return .alarmed
        case .starting, nil: return .starting
        }
    }

    /// What this thread has had of a processor, and the source's own, if it has one.
    private var processorTime: Duration {
        ProcessorTime.ofThread + ((source as? BoundedSource)?.processorTime ?? .zero)
    }
}
