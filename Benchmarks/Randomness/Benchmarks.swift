import Benchmark
import Entropy
import EntropyAssessment
import EntropyCollectors
import Secrets
import StatisticalSuite

/// What is asked of random bits and raw samples, at the sizes that NIST's own tools are measured with.
let benchmarks: @Sendable () -> Void = {
    unsafe Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .throughput, .instructions, .peakMemoryResident], timeUnits: .nanoseconds,
        warmupIterations: 1,
        maxDuration: .seconds(5), maxIterations: 10_000)
    let random = SystemRandom().bytes(1_000_000)
    addAssessmentBenchmarks(random)
    addPoolBenchmarks(random)
    addSourceBenchmarks()
}

private func addAssessmentBenchmarks(_ random: [UInt8]) {
    Benchmark("SP 800-22: all fifteen tests of 1,000,000 bits") { _ in
        let sequence = try BitSequence(random.span, bitCount: 1_000_000)
        blackHole(try StatisticalTestSuite().run(sequence))
    }
    Benchmark("SP 800-90B: the ten estimators, 1,000,000 samples of 8 bits") { _ in
        blackHole(try NonIIDAssessment(Samples(random)))
    }
}

private func addPoolBenchmarks(_ random: [UInt8]) {
    let pool = EntropyPool()
    let cutoffs = try? HealthCutoffs(HealthClaim(minEntropy: 4))
    Benchmark("health tests of a sample, batch of 1000000") { _ in
        guard let cutoffs else { return }
        var monitor = try HealthMonitor(cutoffs)
        blackHole(monitor.test(random.span))
    }
    Benchmark("pool: 65,536 bytes") { _ in blackHole(pool.bytes(65_536)) }
    Benchmark("pool: 32 bytes") { _ in blackHole(pool.bytes(32)) }
}

/// Jitter of the processor: one byte a sample.
private func addSourceBenchmarks() {
    for source in [MemoryWalkSource(), HashLoopSource()] as [any EntropySource] {
        Benchmark("jitter: 4,096 samples of \(source.description.name)") { _ in blackHole(try source.read(4_096)) }
    }
}
