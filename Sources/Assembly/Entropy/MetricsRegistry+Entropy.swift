import Entropy
import EntropyCollectors
import Telemetry

/// What the randomness of a process shows of itself.
extension MetricsRegistry {
    func register(_ entropy: ProcessEntropy) {
        let harvester = entropy.harvester
        reading("quorate_entropy_sufficient", "Whether there is entropy enough to make keys.") {
            [Sample(value: harvester.isSufficient ? 1 : 0)]
        }
        reading("quorate_entropy_pool_bits", "Bits of min-entropy that wait for the next reseed.") {
            [Sample(value: Double(harvester.report.pool.level))]
        }
        reading("quorate_entropy_reseeds_total", "Reseeds of the generator by its sources.", isCounter: true) {
            [Sample(value: Double(harvester.report.pool.reseeds))]
        }
        reading("quorate_entropy_seconds_since_reseed", "Since the sources last reseeded the generator.") {
            harvester.report.pool.sinceReseed.map { [Sample(value: $0 / .seconds(1))] } ?? []
        }
        reading("quorate_entropy_generated_bytes_total", "Bytes that the generator gave.", isCounter: true) {
            [Sample(value: Double(harvester.report.pool.bytes))]
        }
        sources("quorate_entropy_source_healthy", "Whether the source's samples go into the pool.", harvester) {
            $0.state == .healthy ? 1 : 0
        }
        sources("quorate_entropy_source_samples_total", "Raw samples of the source.", harvester, isCounter: true) {
            Double($0.samples)
        }
        sources("quorate_entropy_source_samples_per_second", "Raw samples of late.", harvester) { $0.rate }
        sources("quorate_entropy_source_claimed_bits", "Min-entropy that is claimed of a sample.", harvester) {
            $0.claim
        }
        sources("quorate_entropy_source_assessed_bits", "Min-entropy that a sample was last assessed at.", harvester) {
            $0.assessment?.minEntropy
        }
        sources("quorate_entropy_source_bits_total", "Min-entropy given to the pool.", harvester, isCounter: true) {
            Double($0.bits)
        }
        sources(
            "quorate_entropy_source_alarms_total", "Health tests that the source failed.", harvester, isCounter: true
        ) { Double($0.alarms) }
    }

    /// A value of each source.
    private func sources(
        _ name: String, _ help: String, _ harvester: EntropyHarvester, isCounter: Bool = false,
        _ value: @escaping @Sendable (SourceStatus) -> Double?
    ) {
        reading(name, help, labels: ["source"], isCounter: isCounter) {
            harvester.report.sources.compactMap { source in
                value(source).map { Sample(labels: [source.name], value: $0) }
            }
        }
    }
}
