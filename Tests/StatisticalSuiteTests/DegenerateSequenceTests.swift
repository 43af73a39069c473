import StatisticalSuite
import Testing

@Suite("Sequences that no test should let pass")
struct DegenerateSequenceTests {
    @Test("zeros and ones fail every test, and random excursions do not apply", arguments: [UInt8(0x00), 0xFF])
    func constant(byte: UInt8) throws {
        let result = try StatisticalTestSuite().run(SampleBits.repeating(byte, count: 1_000_000))
        for entry in result.entries {
            if entry.test.excursionStates.isEmpty {
                #expect(!entry.outcome.values.isEmpty, "\(entry.test)")
                #expect(entry.outcome.values.allSatisfy { $0 < 1e-6 }, "\(entry.test)")
            } else {
                #expect(entry.outcome == .notApplicable(cycles: 1, cyclesNeeded: 500))
            }
        }
        #expect(result.rows.count == 188)
        #expect(result.rows.filter { !$0.test.excursionStates.isEmpty }.allSatisfy { $0.pValue == 0 })
    }

    @Test("alternating bits pass what only counts ones, and fail the rest")
    func alternating() throws {
        let result = try StatisticalTestSuite().run(SampleBits.repeating(0xAA, count: 1_000_000))
        for test in [StatisticalTest.frequency, .blockFrequency, .cumulativeSums] {
            #expect(try #require(result[test]).values.allSatisfy { $0 == 1 }, "\(test)")
        }
        for test in [StatisticalTest.runs, .rank, .spectral, .universal, .approximateEntropy, .serial] {
            #expect(try #require(result[test]).values.allSatisfy { $0 < 1e-6 }, "\(test)")
        }
        // Every cycle of the walk visits the state 1 once, which is the average, and no other.
        let variant = try #require(result[.randomExcursionsVariant]).values
        #expect(variant.enumerated().allSatisfy { $0.element == ($0.offset == 9 ? 1 : 0) })
        #expect(try #require(result[.randomExcursions]).values == Array(repeating: 0, count: 8))
    }

    @Test("the runs test's p-value is 0 where the bits are too unbalanced for it")
    func unbalanced() throws {
        let sequence = try SampleBits.repeating(0b1101_1011, count: 10_000)
        #expect(RunsTest().outcome(of: sequence) == .pValues([0]))
        // The bound for 64 bits is a quarter, 48 ones: NIST's suite counts the runs there, and no more beyond.
        let atBound = try BitSequence(digits: String(repeating: "1110", count: 16))
        #expect(RunsTest().outcome(of: atBound).values[0] > 0.001)
        let beyond = try BitSequence(digits: "1111" + String(repeating: "1110", count: 15))
        #expect(RunsTest().outcome(of: beyond) == .pValues([0]))
    }

    @Test("every p-value of any sequence is in 0...1", arguments: [1, 2, 3, 5, 16, 17, 31, 100, 1000, 1033, 6272])
    func bounds(count: Int) throws {
        let suite = try StatisticalTestSuite()
        var sequences = try (0..<8).map { try SampleBits.sequence(seed: $0, count: count) }
        for byte in [UInt8(0x00), 0xFF, 0xAA, 0x55, 0xF0] {
            sequences.append(try SampleBits.repeating(byte, count: count))
        }
        for sequence in sequences {
            for row in suite.run(sequence).rows {
                #expect((0...1).contains(row.pValue), "\(row)")
            }
        }
    }
}
