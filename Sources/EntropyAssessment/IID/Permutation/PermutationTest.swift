/// The permutation test (SP 800-90B, 5.1): whether the order of the samples matters to any of the statistics. Shuffles may
/// be made in several pieces at once, whose counts add up.
package struct PermutationTest: Sendable {
    package typealias Counts = [PermutationStatistic: PermutationCount]

    /// How many shuffles the standard asks for.
    package static let shuffles = 10_000
    /// The fewest samples for which all statistics are defined; of bits, eight times as many.
    package static let leastSamples = 33

    private let samples: Samples
    private let statistics: PermutationStatistics
    /// The statistics of the samples in their own order.
    package let original: [PermutationStatistic: Double]

    /// - Throws: ``AssessmentError`` with `.oneSymbol` or `.tooShort`.
    package init(_ samples: Samples) throws(AssessmentError) {
        try samples.requireEntropy()
        let least = Self.leastSamples * (samples.alphabetSize == 2 ? 8 : 1)
        guard samples.count >= least else {
            throw AssessmentError(.tooShort, "the permutation test needs \(least) samples, not \(samples.count)")
        }
        self.samples = samples
        statistics = PermutationStatistics(samples)
        original = statistics.compute(samples.raw, Set(PermutationStatistic.allCases))
    }

    /// Makes shuffles and compares their statistics, of each statistic until it has passed.
    ///
    /// - Parameters:
    ///   - shuffles: how many, of the ``shuffles`` of the whole test.
    ///   - passed: statistics that others have seen pass already.
    ///   - generator: uniform random bits; of one piece's own.
    /// - Returns: the counts of these shuffles; fewer where a statistic passed before the end.
    package func run(
        shuffles: Int, without passed: Set<PermutationStatistic> = [],
        using generator: inout some RandomNumberGenerator
    ) -> Counts {
        var open = Set(PermutationStatistic.allCases).subtracting(passed)
        var counts: Counts = [:]
        var order = samples.raw
        for _ in 0..<shuffles where !open.isEmpty {
            order.shuffle(using: &generator)
            let values = statistics.compute(order, open)
            for statistic in open {
                guard let value = values[statistic], let original = original[statistic] else { continue }
                counts[statistic, default: PermutationCount()].note(value, against: original)
                if counts[statistic]?.passes == true { open.remove(statistic) }
            }
        }
        return counts
    }

    /// The counts of two pieces together.
    package static func merged(_ left: Counts, _ right: Counts) -> Counts {
        left.merging(right) { $0 + $1 }
    }

    /// The statistics that have not passed; none where the test is passed. To be asked when all shuffles were made.
    package static func failures(_ counts: Counts) -> [PermutationStatistic] {
        PermutationStatistic.allCases.filter { counts[$0]?.passes != true }
    }
}
