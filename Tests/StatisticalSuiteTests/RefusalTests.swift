import StatisticalSuite
import Testing

@Suite("What the suite refuses, and how it says so")
struct RefusalTests {
    @Test("a sequence has at least one bit, and no more than its bytes hold")
    func lengths() throws {
        #expect(throws: StatisticalSuiteError(.badLength, "")) { try BitSequence([UInt8]().span) }
        #expect(throws: StatisticalSuiteError(.badLength, "")) { try BitSequence([1, 2].span, bitCount: 0) }
        #expect(throws: StatisticalSuiteError(.badLength, "")) { try BitSequence([1, 2].span, bitCount: -5) }
        #expect(throws: StatisticalSuiteError(.badLength, "")) { try BitSequence([1, 2].span, bitCount: 17) }
        let error = #expect(throws: StatisticalSuiteError(.badLength, "")) {
            try BitSequence([1, 2].span, bitCount: BitSequence.maximumCount + 1)
        }
        #expect(error?.message.contains("several sequences") == true)
        #expect(try BitSequence([0x80, 0x01].span, bitCount: 16).bits == [1] + Array(repeating: 0, count: 14) + [1])
        #expect(try BitSequence([0xFF].span, bitCount: 3).bits == [1, 1, 1])
    }

    @Test("bits after the sequence's end change nothing")
    func tail() throws {
        let suite = try StatisticalTestSuite()
        for count in [1, 63, 64, 65, 1029] {
            let bytes = SampleBits.bytes(seed: 4, count: 200)
            var changed = bytes
            for position in (count + 7) / 8..<200 { changed[position] ^= 0xFF }
            if count % 8 != 0 { changed[count / 8] ^= 0xFF >> UInt8(count % 8) }
            let one = suite.run(try BitSequence(bytes.span, bitCount: count))
            #expect(suite.run(try BitSequence(changed.span, bitCount: count)) == one)
        }
    }

    @Test(
        "a sequence that is too short for a test is told how many bits it needs, and the others run",
        arguments: [
            (.blockFrequency, 128), (.longestRun, 128), (.rank, 1024), (.nonOverlappingTemplate, 72),
            (.overlappingTemplate, 1032), (.universal, 387_840), (.approximateEntropy, 11), (.serial, 16),
            (.linearComplexity, 500), (.spectral, 2), (.runs, 2),
        ] as [(StatisticalTest, Int)])
    func tooShort(test: StatisticalTest, bitsNeeded: Int) throws {
        let suite = try StatisticalTestSuite()
        let short = suite.run(try SampleBits.sequence(seed: 3, count: bitsNeeded - 1))
        #expect(short[test] == .tooShort(bitsNeeded: bitsNeeded))
        #expect(short[test]?.description == "needs \(bitsNeeded) bits")
        #expect(!short.rows.contains { $0.test == test })
        #expect(short[.frequency]?.values.count == 1)
        let enough = suite.run(try SampleBits.sequence(seed: 3, count: bitsNeeded))
        #expect(enough[test]?.values.isEmpty == false)
        #expect(suite.test(test).minimumBits == bitsNeeded)
        #expect(suite.test(test).recommendedBits >= bitsNeeded)
    }

    @Test("random excursions apply from 500 cycles on")
    func cycles() throws {
        let few = try BitSequence(digits: String(repeating: "10", count: 499))
        let enough = try BitSequence(digits: String(repeating: "10", count: 499) + "1")
        for test in [RandomExcursionsTest(), RandomExcursionsVariantTest()] as [any SequenceTest] {
            #expect(test.outcome(of: few) == .notApplicable(cycles: 499, cyclesNeeded: 500))
            #expect(!test.outcome(of: enough).values.isEmpty)
        }
    }

    @Test("a parameter outside its test's range is refused, by name", arguments: wrong)
    func parameters(wrong: Wrong) {
        var parameters = SuiteParameters()
        wrong.change(&parameters)
        let error = #expect(throws: StatisticalSuiteError(.badParameter, "")) { try StatisticalTestSuite(parameters) }
        #expect(error?.message.hasPrefix(wrong.test.rawValue) == true)
        #expect(error?.message.contains("choose") == true)
    }

    /// A change of parameters that the suite has to refuse.
    struct Wrong: Sendable {
        let test: StatisticalTest
        let change: @Sendable (inout SuiteParameters) -> Void
    }

    static let wrong = [
        Wrong(test: .blockFrequency) { $0.blockFrequencyLength = 0 },
        Wrong(test: .nonOverlappingTemplate) { $0.templateLength = 1 },
        Wrong(test: .nonOverlappingTemplate) { $0.templateLength = 22 },
        Wrong(test: .nonOverlappingTemplate) { $0.templateBlockCount = 0 },
        Wrong(test: .overlappingTemplate) { $0.overlappingTemplateLength = 0 },
        Wrong(test: .overlappingTemplate) { $0.overlappingBlockLength = 8 },
        Wrong(test: .universal) { $0.universalBlockLength = 5 },
        Wrong(test: .universal) { $0.universalBlockLength = 17 },
        Wrong(test: .universal) {
            $0.universalBlockLength = 7
            $0.universalInitialBlocks = 1279
        },
        Wrong(test: .approximateEntropy) { $0.approximateEntropyLength = 0 },
        Wrong(test: .serial) { $0.serialLength = 1 },
        Wrong(test: .serial) { $0.serialLength = 25 },
        Wrong(test: .linearComplexity) { $0.linearComplexityLength = 499 },
        Wrong(test: .linearComplexity) { $0.linearComplexityLength = 5001 },
    ]

    @Test("a template that overlaps itself is refused")
    func periodicTemplate() {
        #expect(throws: StatisticalSuiteError(.badParameter, "")) {
            try NonOverlappingTemplateTest(templateLength: 3, templates: [0b101])
        }
    }
}
