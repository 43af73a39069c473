/// What the suite says of one sequence.
package struct SuiteResult: Equatable, Sendable {
    /// What one test says.
    package struct Entry: Equatable, Sendable {
        package let test: StatisticalTest
        package let outcome: TestOutcome
    }

    /// One line of the listing in NIST's order.
    package struct Row: Equatable, Sendable {
        package let test: StatisticalTest
        /// Which of the test's p-values, from 0.
        package let index: Int
        package let pValue: Double
    }

    /// The length of the sequence, in bits.
    package let bitCount: Int
    /// The tests that were asked for, in NIST's order.
    package let entries: [Entry]

    /// Every p-value as NIST's suite (STS 2.1.2) writes them to its files of results: where random excursions do not
    /// apply it writes 0 for each state, and for a test that the sequence is too short for it writes nothing.
    package var rows: [Row] {
        entries.flatMap { entry in
            let values: [Double]
            switch entry.outcome {
            case .pValues(let pValues): values = pValues
            case .tooShort: values = []
            case .notApplicable: values = Array(repeating: 0, count: entry.test.excursionStates.count)
            }
            return values.enumerated().map { Row(test: entry.test, index: $0.offset, pValue: $0.element) }
        }
    }

    /// What a test says; nil where nobody asked for it.
    package subscript(test: StatisticalTest) -> TestOutcome? {
        entries.first { $0.test == test }?.outcome
    }
}
