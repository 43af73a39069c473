import Benchmark

/// What custodian and gateway compute for one request or ceremony: processor time, from bytes to bytes.
let benchmarks: @Sendable () -> Void = {
    unsafe Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .throughput, .instructions], timeUnits: .nanoseconds, warmupIterations: 20,
        maxDuration: .seconds(2), maxIterations: 20_000)
    do {
        try addSigningBenchmarks()
        try addPRFBenchmarks()
        addKeyGenerationBenchmarks()
    } catch {
        preconditionFailure("the protocols' sample keys are refused: \(error)")
    }
}
