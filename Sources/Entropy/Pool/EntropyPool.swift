import Crypto
package import Secrets
import Synchronization

/// The randomness of a process: a generator of SP 800-90A over Fortuna's pools of what the sources gave, and the kernel's
/// generator in every seed and every request. So the output is never weaker than the kernel's, whatever the sources do; and
/// two processes that share a state by accident, after a fork or in two copies of a virtual machine, part with the next
/// request, if their kernels do.
package final class EntropyPool: RandomSource {
    /// How much the first pool must hold before a reseed, bits.
    package static let reseedBits = 512
    /// The least time between two reseeds: with 32 pools, what is gathered in 13 years at that rate reaches the last one.
    package static let reseedInterval = Duration.milliseconds(100)
    /// After how many requests the generator is reseeded from the kernel at the latest.
    package static let requestLimit: UInt64 = 1 << 20
    /// After how long it is, where somebody says what time it is: ``refresh(at:)``.
    package static let seedLifetime = Duration.seconds(60)

    private struct State: ~Copyable {
        var generator: CounterGenerator
        var pools = PoolAccumulator()
        /// What the generator was given of each source, and when the source gave the pools something last.
        var contributions: [String: (bits: Int, time: ContinuousClock.Instant)] = [:]
        /// From the pools.
        var reseeded: ContinuousClock.Instant?
        /// From the pools, or from the kernel alone because its time was over.
        var seeded: ContinuousClock.Instant?
        var bytes: UInt64 = 0
    }

    package let policy: EntropyPolicy
    private let kernel: any RandomSource
    private let state: Mutex<State>

    /// - Parameters:
    ///   - kernel: the operating system's generator.
    ///   - personalization: what tells this process from others; its first 48 bytes count.
    package init(
        kernel: any RandomSource = SystemRandom(), policy: EntropyPolicy = EntropyPolicy(),
        personalization: [UInt8] = []
    ) {
        self.kernel = kernel
        self.policy = policy
        let seed = Self.seed(kernel: kernel, pools: SecretBytes(copying: [UInt8]()))
        state = Mutex(
            State(
                generator: CounterGenerator(
                    seed: seed, personalization: Array(personalization.prefix(CounterGenerator.seedCount)))))
    }

    /// Takes in what a source gave, and reseeds the generator if there is enough and it is time.
    package func add(_ block: EntropyBlock, at now: ContinuousClock.Instant) {
        state.withLock { state in
            state.pools.add(block)
            // One whose turn in the first pool comes seldom counts as fresh all the same.
            if block.bits > 0 { state.contributions[block.source]?.time = now }
            guard state.pools.level >= Self.reseedBits else { return }
            if let last = state.reseeded, now - last < Self.reseedInterval { return }
            let drained = state.pools.drain()
            state.generator.reseed(Self.seed(kernel: kernel, pools: drained.digest))
            state.reseeded = now
            state.seeded = now
            for (source, bits) in drained.sources where bits > 0 {
                state.contributions[source] = (bits + (state.contributions[source]?.bits ?? 0), now)
            }
        }
    }

    /// Reseeds the generator from the kernel where the sources have not done so for a while. To be called now and then.
    package func refresh(at now: ContinuousClock.Instant) {
        state.withLock { state in
            guard let seeded = state.seeded else { return state.seeded = now }
            guard now - seeded >= Self.seedLifetime else { return }
            state.generator.reseed(Self.seed(kernel: kernel, pools: SecretBytes(copying: [UInt8]())))
            state.seeded = now
        }
    }

    /// Counts what a source gave so far as no entropy: it was found to have claimed too much.
    package func discredit(_ source: String) {
        state.withLock { state in
            state.pools.discredit(source)
            state.contributions[source] = nil
        }
    }

    package func fill(_ bytes: UnsafeMutableRawBufferPointer) {
        state.withLock { state in
            var position = 0
            while position < bytes.count {
                let count = min(bytes.count - position, CounterGenerator.requestLimit)
                if state.generator.requests >= Self.requestLimit {
                    state.generator.reseed(Self.seed(kernel: kernel, pools: SecretBytes(copying: [UInt8]())))
                }
                unsafe state.generator.generate(
                    UnsafeMutableRawBufferPointer(rebasing: bytes[position..<position + count]),
                    additional: kernel.bytes(CounterGenerator.seedCount))
                position += count
            }
            state.bytes &+= UInt64(bytes.count)
        }
    }

    /// What stands behind the output now.
    package func quality(at now: ContinuousClock.Instant) -> EntropyQuality {
        let fresh = state.withLock { state in
            state.contributions.filter { now - $0.value.time <= policy.freshness }.mapValues(\.bits)
        }
        return EntropyQuality(
            contributions: fresh.sorted { $0.key < $1.key }.map { .init(source: $0.key, bits: $0.value) },
            minimumSources: policy.minimumSources)
    }

    /// Whether keys may be made now.
    package func isSufficient(at now: ContinuousClock.Instant) -> Bool {
        guard policy.minimumSources > 0 else { return true }
        let fresh = state.withLock { state in
            state.contributions.values.count { now - $0.time <= policy.freshness }
        }
        return fresh >= policy.minimumSources
    }

    /// How the pool does, for people.
    package func status(at now: ContinuousClock.Instant) -> PoolStatus {
        let quality = quality(at: now)
        return state.withLock { state in
            PoolStatus(
                level: state.pools.level, reseeds: state.pools.reseeds, sinceReseed: state.reseeded.map { now - $0 },
                bytes: state.bytes, quality: quality)
        }
    }

    /// A seed of 48 bytes: the kernel's 64 and the pools' digest, hashed.
    private static func seed(kernel: any RandomSource, pools: borrowing SecretBytes) -> SecretBytes {
        let fresh = SecretBytes.random(count: 64, from: kernel)
        var hash = SHA512()
        hash.update(data: Array("quorate entropy seed v1".utf8))
        unsafe fresh.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        unsafe pools.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        return SecretBytes(hash.finalize(), count: CounterGenerator.seedCount)
    }
}
