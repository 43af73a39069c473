import StatisticalSuite
import Testing

@Suite("Known answers of sequences that any clone can make")
struct KnownAnswerTests {
    @Test("a million bits give all 188 p-values of the second implementation")
    func millionBits() throws {
        let result = try StatisticalTestSuite().run(SampleBits.sequence(seed: 1, count: 1_000_000))
        #expect(result.rows.count == 188)
        for (test, expected) in KnownPValues.ofMillionBits {
            let values = try #require(result[test]).values
            #expect(values.count == expected.count, "\(test)")
            for (index, pair) in zip(values, expected).enumerated() {
                #expect(abs(pair.0 - pair.1) < 1e-8, "\(test) \(index)")
            }
        }
    }

    @Test("a prime number of bits, which no fast transform divides, gives the p-values of the second implementation")
    func primeLength() throws {
        let result = try StatisticalTestSuite().run(SampleBits.sequence(seed: 1, count: 10_007))
        for (test, expected) in KnownPValues.ofPrimeLength {
            let values = try #require(result[test]).values
            for (index, pair) in zip(values, expected).enumerated() {
                #expect(abs(pair.0 - pair.1) < 1e-8, "\(test) \(index)")
            }
        }
        #expect(result[.universal] == .tooShort(bitsNeeded: 387_840))
    }

    @Test("rows come by NIST's names in NIST's order")
    func order() throws {
        let rows = try StatisticalTestSuite().run(SampleBits.sequence(seed: 1, count: 1_000_000)).rows
        var names: [String] = []
        for row in rows where names.last != row.test.rawValue { names.append(row.test.rawValue) }
        #expect(
            names == [
                "Frequency", "BlockFrequency", "CumulativeSums", "Runs", "LongestRun", "Rank", "FFT",
                "NonOverlappingTemplate", "OverlappingTemplate", "Universal", "ApproximateEntropy", "RandomExcursions",
                "RandomExcursionsVariant", "Serial", "LinearComplexity",
            ])
        for test in StatisticalTest.allCases {
            let indices = rows.filter { $0.test == test }.map(\.index)
            #expect(indices == Array(indices.indices), "\(test)")
        }
    }

    @Test("a test that runs alone says what it says in the suite", arguments: StatisticalTest.allCases)
    func alone(test: StatisticalTest) throws {
        let suite = try StatisticalTestSuite()
        let sequence = try SampleBits.sequence(seed: 1, count: 1_000_000)
        let outcome = suite.test(test).outcome(of: sequence)
        #expect(suite.run(sequence, tests: [test])[test] == outcome)
        #expect(suite.run(sequence)[test] == outcome)
        #expect(suite.run(sequence, tests: [test]).entries.count == 1)
    }
}
