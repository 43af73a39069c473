import EntropyAssessment
import Testing

@Suite("The permutation test")
struct PermutationTests {
    /// SplitMix64.
    struct Generator: RandomNumberGenerator {
        var source: SampleSource

        mutating func next() -> UInt64 { source.next() }
    }

    static func run(_ symbols: [UInt8], shuffles: Int, seed: UInt64 = 1) throws -> PermutationTest.Counts {
        let test = try PermutationTest(Samples(symbols))
        var generator = Generator(source: SampleSource(seed))
        return test.run(shuffles: shuffles, using: &generator)
    }

    @Test("independent samples pass", arguments: [2, 5, 256])
    func independent(alphabet: Int) throws {
        let counts = try Self.run(SampleSource.uniform(4_000, alphabet: alphabet, seed: 3), shuffles: 2_000)
        #expect(PermutationTest.failures(counts).isEmpty)
    }

    @Test("samples that stick to each other fail where their order shows", arguments: [2, 8])
    func sticky(alphabet: Int) throws {
        let counts = try Self.run(SampleSource.sticky(4_000, alphabet: alphabet, seed: 4), shuffles: 60)
        let failures = PermutationTest.failures(counts)
        for statistic in [PermutationStatistic.medianRuns, .compression, .covariance1] {
            #expect(failures.contains(statistic))
        }
    }

    @Test("a statistic that has passed is not computed again, and pieces add up")
    func pieces() throws {
        let test = try PermutationTest(Samples(SampleSource.bell(2_000, seed: 5)))
        var (first, second) = (Generator(source: SampleSource(6)), Generator(source: SampleSource(7)))
        let (left, right) = (test.run(shuffles: 12, using: &first), test.run(shuffles: 12, using: &second))
        let both = PermutationTest.merged(left, right)
        for statistic in PermutationStatistic.allCases {
            let (one, other) = (try #require(left[statistic]), try #require(right[statistic]))
            let sum = try #require(both[statistic])
            #expect(sum.greater == one.greater + other.greater)
            #expect(sum.equal + sum.less == one.equal + one.less + other.equal + other.less)
            #expect(sum.passes || (!one.passes && !other.passes))
        }
        let settled = Set(PermutationStatistic.allCases).subtracting([.excursion])
        #expect(Set(test.run(shuffles: 3, without: settled, using: &first).keys) == [.excursion])
        #expect(test.run(shuffles: 3, without: Set(PermutationStatistic.allCases), using: &first).isEmpty)
    }

    @Test("the statistics of a short sequence are those that can be counted by hand")
    func byHand() throws {
        // 0 1 2 ... 39 and back to 0: two directional runs, of 39 steps each; 40 below the median and 40 not.
        let symbols = (0..<40).map { UInt8($0) } + (0..<40).reversed().map { UInt8($0) }
        let values = try PermutationTest(Samples(symbols)).original
        // The step between both 39s is no decrease.
        #expect(values[.directionalRuns] == 2)
        #expect(values[.longestDirectionalRun] == 40)
        #expect(values[.increasesAndDecreases] == 40)
        #expect(values[.medianRuns] == 3)
        #expect(values[.longestMedianRun] == 40)
        // 0...39, 39 is the first round; what follows, 38 down to 0, has no sample twice.
        #expect(values[.averageCollision] == 41)
        #expect(values[.longestCollision] == 41)
        #expect(values[.periodicity1] == 1)
        #expect(values[.periodicity2] == 0)
        // The sum falls behind the mean of 19.5 until it is met: 0 - 19.5, 1 - 39 ... at the twentieth.
        #expect(values[.excursion] == 200)
        // Twice the sum of k (k + 1) for k below 39, and 39 times 39 at the turn.
        #expect(values[.covariance1] == 41_041)
    }

    /// Lengths that bzip2 1.0.8 gives with `bzip2 -5` for the same texts.
    @Test("the compressed length is bzip2's")
    func compression() throws {
        let lengths = try [
            SampleSource.uniform(1_000, alphabet: 256, seed: 8), SampleSource.bell(20_000, seed: 9),
            SampleSource.sticky(300_000, alphabet: 20, seed: 10), SampleSource.uniform(40, alphabet: 3, seed: 11),
        ].map { try PermutationTest(Samples($0)).original[.compression] }
        #expect(lengths == [1_222, 11_692, 103_864, 53])
    }

    @Test("too few samples are refused, and so are equal ones")
    func refusals() throws {
        #expect(throws: AssessmentError(.tooShort, "")) {
            try PermutationTest(Samples(SampleSource.uniform(32, alphabet: 3, seed: 1)))
        }
        #expect(throws: AssessmentError(.tooShort, "")) {
            try PermutationTest(Samples(SampleSource.uniform(263, alphabet: 2, seed: 1)))
        }
        #expect(throws: AssessmentError(.oneSymbol, "")) {
            try PermutationTest(Samples([UInt8](repeating: 9, count: 1_000)))
        }
    }
}
