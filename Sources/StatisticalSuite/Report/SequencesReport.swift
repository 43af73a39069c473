/// What the suite says of many sequences of one generator together (SP 800-22 section 4.2): for each p-value of the suite
/// the proportion of sequences that pass, and whether the p-values are uniform. Takes one sequence's results at a time,
/// and keeps counts only: some 150 bytes for each p-value of the suite.
package struct SequencesReport: Sendable {
    private struct Key: Hashable {
        let test: StatisticalTest
        let index: Int
    }

    /// α: a sequence passes where its p-value is at least this.
    package let significance: Double
    /// How many sequences were added.
    package private(set) var sequenceCount = 0
    /// In the order in which they came up.
    private var lines: [Line] = []
    private var positions: [Key: Int] = [:]

    /// - Parameter significance: α, above 0 and below 0.5; the standard takes 0.001...0.01, NIST's suite 0.01.
    /// - Throws: ``StatisticalSuiteError`` with `.badParameter`.
    package init(significance: Double = 0.01) throws(StatisticalSuiteError) {
        guard significance > 0, significance < 0.5 else {
            throw StatisticalSuiteError(
                .badParameter, "the significance level is \(significance); choose one between 0 and 0.5, such as 0.01")
        }
        self.significance = significance
    }

    /// Adds a sequence's results. A test that the sequence was too short for does not count, and neither do tests of random
    /// excursions that do not apply to it: those lines speak of fewer sequences, as in NIST's suite.
    package mutating func add(_ result: SuiteResult) {
        sequenceCount += 1
        for entry in result.entries {
            guard case .pValues(let values) = entry.outcome else { continue }
            for (index, value) in values.enumerated() {
                let key = Key(test: entry.test, index: index)
                let position = positions[key] ?? lines.count
                if position == lines.count {
                    positions[key] = position
                    lines.append(Line(test: entry.test, index: index, significance: significance))
                }
                lines[position].add(value)
            }
        }
    }

    /// One line for each p-value that any sequence gave, in NIST's order.
    package var summary: [Line] {
        StatisticalTest.allCases.flatMap { test in
            lines.filter { $0.test == test }.sorted { $0.index < $1.index }
        }
    }
}
