/// The outcomes of tests that count the same things: patterns are counted once for the serial test and for approximate
/// entropy, and the walk is walked once for both tests of random excursions.
struct SharedOutcomes {
    private let serial: SerialTest
    private let approximateEntropy: ApproximateEntropyTest
    private let tests: Set<StatisticalTest>
    private var counts: PatternCounts?
    private var census: WalkCensus?

    /// - Parameter tests: those that will be asked for.
    init(serial: SerialTest, approximateEntropy: ApproximateEntropyTest, tests: Set<StatisticalTest>) {
        self.serial = serial
        self.approximateEntropy = approximateEntropy
        self.tests = tests
    }

    /// Nil for a test that shares nothing with another one here, or for which the sequence is too short to share.
    mutating func outcome(of kind: StatisticalTest, _ sequence: BitSequence) -> TestOutcome? {
        switch kind {
        case .serial: patternCounts(of: sequence).map { serial.evaluate($0) }
        case .approximateEntropy: patternCounts(of: sequence).map { approximateEntropy.evaluate($0) }
        case .randomExcursions: RandomExcursionsTest().evaluate(walkCensus(of: sequence), n: sequence.count)
        case .randomExcursionsVariant:
            RandomExcursionsVariantTest().evaluate(walkCensus(of: sequence), n: sequence.count)
        default: nil
        }
    }

    private mutating func patternCounts(of sequence: BitSequence) -> PatternCounts? {
        let length = max(serial.patternLength, approximateEntropy.patternLength + 1)
        guard tests.isSuperset(of: [.serial, .approximateEntropy]), sequence.count >= length else { return nil }
        let counts = counts ?? PatternCounts(of: sequence, length: length)
        self.counts = counts
        return counts
    }

    private mutating func walkCensus(of sequence: BitSequence) -> WalkCensus {
        let census = census ?? WalkCensus(of: sequence)
        self.census = census
        return census
    }
}
