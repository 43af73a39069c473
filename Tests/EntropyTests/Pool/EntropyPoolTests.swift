import Entropy
import Secrets
import Synchronization
import TestSupport
import Testing

@Suite("The pool, and what comes out of it")
struct EntropyPoolTests {
    /// A kernel that says the same for ever: what is left then is what the sources gave.
    private struct StuckKernel: RandomSource {
        func fill(_ bytes: UnsafeMutableRawBufferPointer) {
            unsafe bytes.initializeMemory(as: UInt8.self, repeating: 1)
        }
    }

    private static let start = ContinuousClock.now

    private static func description(_ name: String, minEntropy: Double = 8) -> SourceDescription {
        SourceDescription(name: name, kind: .timing, minEntropy: minEntropy, justification: "a test's")
    }

    /// A source's blocks, as many as asked for.
    private final class Blocks: Sendable {
        private struct State: ~Copyable {
            var feed: SourceFeed
            let random: SeededRandom
        }
        private let state: Mutex<State>

        init(_ name: String, seed: UInt64, minEntropy: Double = 8) throws {
            state = Mutex(
                State(
                    feed: try SourceFeed(EntropyPoolTests.description(name, minEntropy: minEntropy)),
                    random: SeededRandom(seed)))
        }

        func next() -> EntropyBlock {
            state.withLock { state in
                while true {
                    if let block = state.feed.take(state.random.bytes(64)) { return block }
                }
            }
        }
    }

    private func after(_ milliseconds: Int) -> ContinuousClock.Instant { Self.start + .milliseconds(milliseconds) }

    @Test("one block of one source decides the output, whatever the others and the kernel gave", arguments: 0..<3)
    func everySource(different: Int) throws {
        func output(_ seed: UInt64) throws -> [UInt8] {
            let pool = EntropyPool(kernel: StuckKernel())
            let sources = try (0..<3).map { index in
                try Blocks("source-\(index)", seed: index == different ? seed : 100 + UInt64(index))
            }
            // The first block of each goes into the first pool.
            for (index, source) in sources.enumerated() { pool.add(source.next(), at: after(index == 2 ? 1_000 : 0)) }
            // A reseed was due with the first; the others are in it, or in one later.
            for step in 1..<200 { for source in sources { pool.add(source.next(), at: after(1_000 * step)) } }
            return pool.bytes(32)
        }
        #expect(try output(1) == output(1))
        #expect(try output(1) != output(2))
    }

    @Test("every request depends on the kernel's generator")
    func kernel() {
        struct Counting: RandomSource {
            let calls = Box()
            final class Box: Sendable {
                let count = Mutex(0)
            }
            func fill(_ bytes: UnsafeMutableRawBufferPointer) {
                let value = calls.count.withLock { count in
                    count += 1
                    return UInt8(truncatingIfNeeded: count)
                }
                unsafe bytes.initializeMemory(as: UInt8.self, repeating: value)
            }
        }
        let kernel = Counting()
        let pool = EntropyPool(kernel: kernel)
        let before = kernel.calls.count.withLock { $0 }
        _ = pool.bytes(32)
        _ = pool.bytes(32)
        #expect(kernel.calls.count.withLock { $0 } == before + 2)
        // Two copies of one state part here, since their kernels do.
        let (one, two) = (EntropyPool(kernel: Counting()), EntropyPool(kernel: Counting()))
        _ = two.bytes(1)
        #expect(one.bytes(32) != two.bytes(32))
    }

    @Test("the i-th pool counts at each 2^i-th reseed: a block is used when its pool's turn comes, and not before")
    func schedule() throws {
        // The block that differs is a source's third: it goes into the third pool, which the fourth reseed uses.
        func outputs(_ seed: UInt64) throws -> [[UInt8]] {
            let pool = EntropyPool(kernel: StuckKernel())
            let (slow, other) = (try Blocks("slow", seed: 5), try Blocks("slow", seed: seed))
            for _ in 0..<2 { pool.add(slow.next(), at: after(0)) }
            pool.add(other.next(), at: after(1))
            // Each source's first block goes into the first pool, and has it reseed.
            return try (1..<6).map { step in
                pool.add(try Blocks("step-\(step)", seed: 9).next(), at: after(1_000 * step))
                return pool.bytes(16)
            }
        }
        let (one, two) = (try outputs(1), try outputs(2))
        // The slow source's own first block was the first reseed.
        #expect(zip(one, two).map { $0 == $1 } == [true, true, false, false, false])
    }

    @Test("reseeds come no faster than every 100 ms, and none is lost")
    func interval() throws {
        let pool = EntropyPool(kernel: StuckKernel())
        for step in 0..<50 { pool.add(try Blocks("s\(step)", seed: 1).next(), at: after(step)) }
        #expect(pool.status(at: after(50)).reseeds == 1)
        #expect(pool.status(at: after(50)).level == 49 * 512)
        pool.add(try Blocks("last", seed: 1).next(), at: after(100))
        let status = pool.status(at: after(150))
        #expect(status.reseeds == 2 && status.level == 0 && status.sinceReseed == .milliseconds(50))
    }

    /// The kernel's generator, with a count of what it gave.
    private final class CountingKernel: RandomSource {
        private let bytes = Mutex(0)
        var given: Int { bytes.withLock { $0 } }

        func fill(_ bytes: UnsafeMutableRawBufferPointer) {
            self.bytes.withLock { $0 += bytes.count }
            unsafe SystemRandom().fill(bytes)
        }
    }

    @Test("where the sources give nothing the kernel reseeds the generator every minute")
    func refreshed() throws {
        let kernel = CountingKernel()
        let pool = EntropyPool(kernel: kernel)
        let seed = kernel.given
        for time in [0, 30_000, 59_999] { pool.refresh(at: after(time)) }
        #expect(kernel.given == seed)
        pool.refresh(at: after(60_000))
        pool.refresh(at: after(119_999))
        #expect(kernel.given == 2 * seed)
        // One from the sources counts as well.
        pool.add(try Blocks("only", seed: 1).next(), at: after(119_999))
        pool.refresh(at: after(120_000))
        #expect(kernel.given == 3 * seed && pool.status(at: after(120_000)).reseeds == 1)
    }

    @Test("keys may be made while enough sources have been credited not long ago")
    func quality() throws {
        let pool = EntropyPool(policy: EntropyPolicy(minimumSources: 2, freshness: .seconds(60)))
        #expect(!pool.quality(at: after(0)).isSufficient)
        let (first, second, free) = (
            try Blocks("first", seed: 1), try Blocks("second", seed: 2), try Blocks("free", seed: 3, minEntropy: 0)
        )
        pool.add(free.next(), at: after(0))
        pool.add(first.next(), at: after(0))
        #expect(!pool.quality(at: after(0)).isSufficient)
        pool.add(second.next(), at: after(200))
        let quality = pool.quality(at: after(200))
        #expect(quality.isSufficient && quality.contributions.map(\.source) == ["first", "second"])
        #expect(quality.contributions.map(\.bits) == [512, 512])
        #expect(!pool.quality(at: after(60_100)).isSufficient)
        #expect(!pool.quality(at: after(61_000)).isSufficient)
    }

    @Test("a source counts by when it gave something last, whichever pool that went into, once the generator had some")
    func freshness() throws {
        let pool = EntropyPool(policy: EntropyPolicy(freshness: .seconds(60)))
        let blocks = try Blocks("only", seed: 1)
        for step in 0..<4 {
            pool.add(blocks.next(), at: after(50_000 * step))
            #expect(pool.isSufficient(at: after(50_000 * step + 59_000)))
        }
        #expect(pool.status(at: after(150_000)).reseeds == 1 && !pool.isSufficient(at: after(211_000)))
    }

    @Test("of a source that is discredited nothing counts, and what others gave still does")
    func discredited() throws {
        let pool = EntropyPool(policy: EntropyPolicy(minimumSources: 2))
        let (honest, other) = (try Blocks("honest", seed: 1), try Blocks("other", seed: 2))
        // One block of each is used, and one of each waits in a later pool.
        for step in 0..<2 {
            pool.add(honest.next(), at: after(1_000 * step))
            pool.add(other.next(), at: after(1_000 * step + 200))
        }
        #expect(pool.quality(at: after(1_200)).isSufficient)
        pool.discredit("other")
        let quality = pool.quality(at: after(1_200))
        #expect(!quality.isSufficient && quality.contributions == [.init(source: "honest", bits: 512)])
        // The second of these reseeds uses the pool with what waits.
        for step in 2..<6 { pool.add(try Blocks("step-\(step)", seed: 3).next(), at: after(1_000 * step)) }
        let later = pool.quality(at: after(6_000)).contributions
        #expect(later.first { $0.source == "honest" }?.bits == 1_024)
        #expect(!later.contains { $0.source == "other" })
        // What it gives from then on counts: its third block at the eighth reseed.
        pool.add(other.next(), at: after(6_000))
        for step in 7..<9 { pool.add(try Blocks("step-\(step)", seed: 3).next(), at: after(1_000 * step)) }
        #expect(pool.quality(at: after(9_000)).contributions.contains(.init(source: "other", bits: 512)))
    }

    @Test(
        "lengths of all kinds are filled to the last byte", arguments: [0, 1, 7, 16, 65_535, 65_536, 65_537, 200_000])
    func lengths(count: Int) {
        let bytes = EntropyPool().bytes(count)
        #expect(bytes.count == count)
        if count > 1_000 {
            #expect(Set(bytes.suffix(1_000)).count > 200)
            #expect(Array(bytes.prefix(500)) != Array(bytes.suffix(500)))
        }
    }
}
