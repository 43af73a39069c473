import Benchmark

/// What a gateway does for any request, apart from its key: read, authenticate, record, answer.
let benchmarks: @Sendable () -> Void = {
    unsafe Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .throughput, .instructions], timeUnits: .nanoseconds, warmupIterations: 20,
        maxDuration: .seconds(1), maxIterations: 100_000)
    addJSONBenchmarks()
    addSignatureBenchmarks()
    addAuditBenchmarks()
}
