/// One test of SP 800-22 with its parameters: a value that turns a sequence into p-values.
package protocol SequenceTest: Sendable {
    /// Which of the fifteen it is.
    static var kind: StatisticalTest { get }

    /// The least bits for which the test's statistic is defined.
    var minimumBits: Int { get }

    /// The least bits that the standard recommends, so that the statistic's approximate distribution holds.
    var recommendedBits: Int { get }

    /// What the test says of a sequence of ``minimumBits`` or more.
    func evaluate(_ sequence: BitSequence) -> TestOutcome
}

extension SequenceTest {
    /// What the test says of a sequence of any length: too short is an outcome, not an error.
    package func outcome(of sequence: BitSequence) -> TestOutcome {
        sequence.count < minimumBits ? .tooShort(bitsNeeded: minimumBits) : evaluate(sequence)
    }
}
