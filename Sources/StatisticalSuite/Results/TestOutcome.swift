/// What one test says of one sequence.
package enum TestOutcome: Equatable, Sendable {
    /// The test's p-values, each in 0...1, in the order in which NIST's suite lists them.
    case pValues([Double])
    /// The sequence has fewer bits than the test's statistic needs.
    case tooShort(bitsNeeded: Int)
    /// The random walk returns to zero too seldom for the tests of random excursions: in fewer than
    /// max(0.005 sqrt(n), 500) cycles (sections 2.14.4 and 2.15.4).
    case notApplicable(cycles: Int, cyclesNeeded: Int)
}

extension TestOutcome: CustomStringConvertible {
    package var description: String {
        switch self {
        case .pValues(let values): values.map { "\($0)" }.joined(separator: ", ")
        case .tooShort(let bitsNeeded): "needs \(bitsNeeded) bits"
        case .notApplicable(let cycles, let needed): "not applicable: \(cycles) cycles, needs \(needed)"
        }
    }
}
