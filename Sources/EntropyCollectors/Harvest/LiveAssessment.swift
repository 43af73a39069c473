import Dispatch
import Entropy
import EntropyAssessment
import Glibc
import KeyMap
import SteadyTime
import Synchronization

/// Assesses a source while it is harvested, again and again: sets every second read aside until there are samples enough,
/// runs SP 800-90B's non-IID estimators over them, and drops them. What stays in memory for so long is nothing for the
/// pool.
final class LiveAssessment: Sendable {
    /// How many samples are assessed. Every estimator works from 10,000 on; estimates of 50,000 spread less, and take
    /// a third of a second at most.
    static let sampleCount = 50_000

    /// After each part of an assessment its thread rests for so many times as long as the part took.
    private static let idleness = 10.0
    private static let longestRest = Duration.seconds(1)

    private struct Progress: ~Copyable {
        /// From when on samples are set aside.
        var due: ContinuousClock.Instant
        var samples: [UInt8] = []
        var tookLastRead = false
        var isEstimating = false
        var last: SourceStatus.Assessment?
    }

    /// One estimate at a time in a process, and none on the thread that harvests.
    private static let thread = DispatchQueue(label: "quorate.entropy.assessment", qos: .utility)

    private let source: SourceDescription
    private let interval: Duration
    private let clock: any SteadyClock
    private let now: @Sendable () -> Timestamp
    private let progress: Mutex<Progress>

    /// Nil for a source of which no estimate says anything: a generator's output looks perfect whatever its seed.
    ///
    /// - Parameters:
    ///   - interval: from the end of an assessment to the beginning of the next.
    ///   - start: when the first one begins.
    ///   - now: dates assessments.
    init?(
        of source: SourceDescription, every interval: Duration, from start: ContinuousClock.Instant,
        clock: any SteadyClock, now: @escaping @Sendable () -> Timestamp
    ) {
        guard source.kind == .timing || source.kind == .ambient else { return nil }
        self.source = source
        self.interval = interval
        self.clock = clock
        self.now = now
        progress = Mutex(Progress(due: start))
    }

    var last: SourceStatus.Assessment? { progress.withLock { $0.last } }

    /// Whether the last assessment found less than is claimed.
    var isBelowClaim: Bool { last.map { $0.minEntropy < source.minEntropy } ?? false }

    /// Whether the samples of a read are for the assessment: every second one, while it gathers. To be asked once a read.
    func takesRead(at instant: ContinuousClock.Instant) -> Bool {
        progress.withLock { progress in
            guard !progress.isEstimating, instant >= progress.due else { return false }
            progress.tookLastRead.toggle()
            return progress.tookLastRead
        }
    }

    /// Takes the samples of a read that are for the assessment, and has them estimated when there are enough.
    func take(_ samples: [UInt8]) {
        let gathered: [UInt8]? = progress.withLock { progress in
            progress.samples += samples
            guard progress.samples.count >= Self.sampleCount else { return nil }
            progress.isEstimating = true
            return Array(exchange(&progress.samples, with: []).prefix(Self.sampleCount))
        }
        guard let gathered else { return }
        Self.thread.async { [self] in assess(gathered) }
    }

    private func assess(_ samples: [UInt8]) {
        let assessment = SourceStatus.Assessment(
            minEntropy: minEntropy(samples), samples: samples.count, time: now())
        progress.withLock { progress in
            progress.last = assessment
            progress.due = clock.now + interval
            progress.tookLastRead = false
            progress.isEstimating = false
        }
    }

    /// Bits a sample; none where all are equal. One part after the other, with rests: on a machine of many processes the
    /// rest of the machine has other things to do.
    private func minEntropy(_ raw: [UInt8]) -> Double {
        guard let samples = try? Samples(raw, bitsPerSymbol: source.bitsPerSample) else { return 0 }
        let bits = samples.bits
        var outcomes: [EstimateOutcome] = []
        for part in NonIIDAssessment.parts(of: samples) {
            let start = ContinuousClock.now
            outcomes += NonIIDAssessment.run(part, samples, bits: bits)
            let rest = min((ContinuousClock.now - start) * Self.idleness, Self.longestRest)
            usleep(useconds_t(rest / .microseconds(1)))
        }
        return (try? NonIIDAssessment(samples, outcomes))?.assessed ?? 0
    }
}
