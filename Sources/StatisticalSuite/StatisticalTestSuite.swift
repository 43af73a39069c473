/// All fifteen tests of NIST SP 800-22 rev. 1a with their parameters, to be run on any number of sequences.
///
/// Beside the sequence itself (n / 8 bytes) a run takes what ``SpectralTest`` does, 16 MB for 1,000,000 bits, and before
/// and after that 4 · 2^m bytes for the counts of the serial test.
package struct StatisticalTestSuite: Sendable {
    private let blockFrequency: BlockFrequencyTest
    private let nonOverlapping: NonOverlappingTemplateTest
    private let overlapping: OverlappingTemplateTest
    private let universal: UniversalTest
    private let approximateEntropy: ApproximateEntropyTest
    private let serial: SerialTest
    private let linearComplexity: LinearComplexityTest

    /// - Throws: ``StatisticalSuiteError`` with `.badParameter` where a parameter is outside what its test allows.
    package init(_ parameters: SuiteParameters = SuiteParameters()) throws(StatisticalSuiteError) {
        blockFrequency = try BlockFrequencyTest(blockLength: parameters.blockFrequencyLength)
        nonOverlapping = try NonOverlappingTemplateTest(
            templateLength: parameters.templateLength, blockCount: parameters.templateBlockCount)
        overlapping = try OverlappingTemplateTest(
            templateLength: parameters.overlappingTemplateLength, blockLength: parameters.overlappingBlockLength)
        universal = try UniversalTest(
            blockLength: parameters.universalBlockLength, initialBlocks: parameters.universalInitialBlocks)
        approximateEntropy = try ApproximateEntropyTest(patternLength: parameters.approximateEntropyLength)
        serial = try SerialTest(patternLength: parameters.serialLength)
        linearComplexity = try LinearComplexityTest(blockLength: parameters.linearComplexityLength)
    }

    /// A test with the suite's parameters.
    package func test(_ kind: StatisticalTest) -> any SequenceTest {
        switch kind {
        case .frequency: FrequencyTest()
        case .blockFrequency: blockFrequency
        case .cumulativeSums: CumulativeSumsTest()
        case .runs: RunsTest()
        case .longestRun: LongestRunTest()
        case .rank: RankTest()
        case .spectral: SpectralTest()
        case .nonOverlappingTemplate: nonOverlapping
        case .overlappingTemplate: overlapping
        case .universal: universal
        case .approximateEntropy: approximateEntropy
        case .randomExcursions: RandomExcursionsTest()
        case .randomExcursionsVariant: RandomExcursionsVariantTest()
        case .serial: serial
        case .linearComplexity: linearComplexity
        }
    }

    /// What the tests say of a sequence, whatever its length.
    ///
    /// - Parameter tests: which to run; all unless it is given.
    package func run(
        _ sequence: BitSequence, tests: Set<StatisticalTest> = Set(StatisticalTest.allCases)
    ) -> SuiteResult {
        var shared = SharedOutcomes(serial: serial, approximateEntropy: approximateEntropy, tests: tests)
        let entries = StatisticalTest.allCases.filter(tests.contains).map { kind in
            let outcome = shared.outcome(of: kind, sequence) ?? test(kind).outcome(of: sequence)
            return SuiteResult.Entry(test: kind, outcome: outcome)
        }
        return SuiteResult(bitCount: sequence.count, entries: entries)
    }
}
