import Dispatch
package import Entropy
package import KeyMap
package import SteadyTime

/// Carries what the sources of a machine give into its pool, for as long as the process runs: fast until each source that
/// is credited has given its first block, then at an easy pace. Sources are read in turn, in small reads, on a thread of
/// the harvest's own, because they block. One that fails is taken out, and tried again every minute. One whose samples an
/// assessment finds worth less than is claimed of them is credited nothing (``LiveAssessment``).
package final class EntropyHarvester: EntropyGauge {
    private let sources: [HarvestedSource]
    private let pool: EntropyPool
    private let pace: HarvestPace
    private let clock: any SteadyClock
    private let now: @Sendable () -> Timestamp
    private let thread = DispatchQueue(label: "quorate.entropy.harvest", qos: .utility)

    /// - Parameters:
    ///   - sources: whose reads end in time, as those of ``SourceCatalog`` do: one that hangs holds up the others.
    ///   - clock: paces the harvest.
    ///   - now: dates alarms and assessments.
    package init(
        sources: [any EntropySource], pool: EntropyPool, pace: HarvestPace = HarvestPace(),
        clock: any SteadyClock = ContinuousClock(), now: @escaping @Sendable () -> Timestamp
    ) {
        let start = clock.now
        self.sources = sources.map { source in
            let assessment = LiveAssessment(
                of: source.description, every: pace.assessment, from: start + pace.spread * Double.random(in: 0..<1),
                clock: clock, now: now)
            return HarvestedSource(source, assessment: assessment, due: start)
        }
        self.pool = pool
        self.pace = pace
        self.clock = clock
        self.now = now
    }

    /// How every source does now, in the order in which they were given.
    package var statuses: [SourceStatus] {
        let instant = clock.now
        return sources.map { $0.status(at: instant) }
    }

    /// How the pool does, and every source in the order in which they were given.
    package var report: EntropyReport { EntropyReport(pool: pool.status(at: clock.now), sources: statuses) }

    /// Whether keys may be made now.
    package var isSufficient: Bool { pool.isSufficient(at: clock.now) }

    /// Harvests from sources that are credited, until keys may be made: before ``run()`` begins, or in its place for a process
    /// that ends soon. Timings and instructions come first; a device that hangs has them not wait.
    ///
    /// - Parameter limit: how long the quick sources may take, and then the devices, and a read more.
    /// - Returns: whether keys may be made.
    package func prime(for limit: Duration) async -> Bool {
        let credited = sources.filter(\.isCredited)
        for sources in [credited.filter(\.isQuick), credited.filter { !$0.isQuick }] {
            let deadline = clock.now + limit
            while !isSufficient, clock.now < deadline, !Task.isCancelled {
                guard let next = sources.min(by: { $0.due < $1.due }), next.due < deadline else { break }
                try? await clock.sleep(until: next.due, tolerance: nil)
                await turn(next)
            }
        }
        return isSufficient
    }

    /// Harvests until the task is cancelled; then it ends after the read that is under way.
    package func run() async {
        while !Task.isCancelled {
            // Without sources too it runs: a service that returns ends its process.
            guard let next = sources.min(by: { $0.due < $1.due }) else {
                try? await clock.sleep(until: clock.now + pace.retry, tolerance: nil)
                continue
            }
            if next.due > clock.now {
                // It throws where the task is cancelled, which the loop sees.
                try? await clock.sleep(until: next.due, tolerance: nil)
                continue
            }
            await turn(next)
        }
    }

    private func turn(_ source: HarvestedSource) async {
        let present = sources.count(where: \.isPresent)
        await withCheckedContinuation { continuation in
            thread.async { [self] in
                if let block = source.turn(pace: pace, sources: present, clock: clock, now: now) {
                    pool.add(block, at: clock.now)
                }
                pool.refresh(at: clock.now)
                // After its block, which may have been credited before the assessment ended.
                if source.isOverclaimed { pool.discredit(source.name) }
                continuation.resume()
            }
        }
    }
}
