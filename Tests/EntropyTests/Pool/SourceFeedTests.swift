import Entropy
import Secrets
import TestSupport
import Testing

@Suite("One source on its way into the pool")
struct SourceFeedTests {
    private static func source(_ minEntropy: Double, bits: Int = 8) -> SourceDescription {
        SourceDescription(
            name: "test", kind: .timing, bitsPerSample: bits, minEntropy: minEntropy, justification: "a test's")
    }

    /// How many samples a source gives before its first block, fed in parts.
    private func samplesToBlock(_ feed: inout SourceFeed, _ random: SeededRandom, part: Int = 64) -> (
        Int, EntropyBlock
    )? {
        for fed in stride(from: part, through: 100_000, by: part) {
            if let block = feed.take(random.bytes(part)) { return (fed, block) }
        }
        return nil
    }

    @Test("nothing is used before start-up has ended, and a block takes 576 bits as claimed")
    func credit() throws {
        var feed = try SourceFeed(Self.source(0.5))
        let (fed, block) = try #require(samplesToBlock(&feed, SeededRandom(1)))
        // 1,024 samples of start-up, and 1,152 of half a bit.
        #expect(fed == 1_024 + 1_152)
        #expect(block.bits == 512 && block.source == "test")
        let (next, _) = try #require(samplesToBlock(&feed, SeededRandom(2)))
        #expect(next == 1_152)
    }

    @Test("a source of which nothing is claimed gives blocks that count for nothing")
    func uncredited() throws {
        var feed = try SourceFeed(Self.source(0))
        let (fed, block) = try #require(samplesToBlock(&feed, SeededRandom(1)))
        #expect(fed == 1_024 + EntropyConditioner.uncreditedSamples && block.bits == 0)
    }

    @Test("without credit a source gives blocks that count for nothing, and begins anew when it has it again")
    func credited() throws {
        var feed = try SourceFeed(Self.source(1))
        let random = SeededRandom(4)
        _ = try #require(samplesToBlock(&feed, random))
        for _ in 0..<8 { #expect(feed.take(random.bytes(64)) == nil) }
        feed.isCredited = false
        let (fed, block) = try #require(samplesToBlock(&feed, random))
        #expect(fed == EntropyConditioner.uncreditedSamples && block.bits == 0)
        for _ in 0..<8 { #expect(feed.take(random.bytes(64)) == nil) }
        feed.isCredited = true
        let (again, credited) = try #require(samplesToBlock(&feed, random))
        #expect(again == 576 && credited.bits == 512)
    }

    @Test("samples that are only tested count for the health tests and for no block")
    func tested() throws {
        var feed = try SourceFeed(Self.source(8))
        let random = SeededRandom(5)
        let passed = (0..<32).map { _ in feed.test(random.bytes(64)) }
        #expect(passed == (0..<32).map { $0 >= 16 }, "none before start-up has ended")
        let (fed, _) = try #require(samplesToBlock(&feed, random, part: 8))
        #expect(fed == 72)
        let stuck = feed.test([UInt8](repeating: 7, count: 64))
        #expect(!stuck && feed.monitor.repetitionAlarms > 0)
    }

    @Test("a stuck source gives nothing, and what it gave just before is thrown away")
    func stuck() throws {
        var feed = try SourceFeed(Self.source(4))
        let random = SeededRandom(3)
        for _ in 0..<16 { #expect(feed.take(random.bytes(64)) == nil) }
        #expect(feed.monitor.isHealthy)
        // One sample short of a block.
        for _ in 0..<143 { #expect(feed.take(random.bytes(1)) == nil) }
        var stuck = 0
        while feed.monitor.isHealthy, stuck < 100 {
            #expect(feed.take([7]) == nil || stuck == 0, "the block that was due anyway")
            stuck += 1
        }
        #expect(!feed.monitor.isHealthy && feed.monitor.repetitionAlarms == 1)
        for _ in 0..<10_000 { #expect(feed.take([7]) == nil) }
        // It has to pass start-up again, and to gather everything anew.
        let (fed, _) = try #require(samplesToBlock(&feed, random, part: 1))
        #expect(fed > 1_024 && fed <= 1_024 + 144)
    }

    @Test("claims that nothing can be tested with are refused", arguments: [-1.0, 9_000.0, .nan])
    func claims(minEntropy: Double) {
        guard minEntropy > 0 || minEntropy.isNaN else { return }
        #expect(throws: EntropyError.self) { _ = try SourceFeed(Self.source(minEntropy)).monitor }
    }
}
