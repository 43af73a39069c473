import Benchmark
import Groups

/// Arithmetic on public elements of edwards25519 and ristretto255, with libsodium's beside it.
let benchmarks: @Sendable () -> Void = {
    unsafe Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .throughput, .instructions], timeUnits: .nanoseconds, warmupIterations: 20,
        maxDuration: .seconds(1), maxIterations: 100_000)
    for (name, group) in [("edwards25519", Edwards25519.self), ("ristretto255", Ristretto255.self)]
        as [(String, any PrimeOrderGroup.Type)]
    {
        addElementBenchmarks(name, of: group)
        addSumBenchmarks(name, of: group)
    }
    addLibsodiumBenchmarks()
}
