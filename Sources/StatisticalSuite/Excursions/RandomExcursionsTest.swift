/// The random excursions test, SP 800-22 section 2.14: how many cycles of the walk visit each state how often.
package struct RandomExcursionsTest: SequenceTest {
    package static let kind = StatisticalTest.randomExcursions

    package init() {}

    package var minimumBits: Int { 1 }
    package var recommendedBits: Int { 1_000_000 }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        evaluate(WalkCensus(of: sequence), n: sequence.count)
    }

    /// NIST's suite gives up where there are more than max(1000, n / 100) cycles, for want of memory; this one does not.
    func evaluate(_ census: WalkCensus, n: Int) -> TestOutcome {
        if let refusal = census.refusal(n: n) { return refusal }
        return .pValues(
            Self.kind.excursionStates.map { state in
                let statistic = ChiSquare.statistic(
                    census.cyclesByVisits(to: state), probabilities: probabilities(of: state))
                return ChiSquare.pValue(statistic, degrees: 5)
            })
    }

    /// The probabilities that a cycle visits a state 0, 1, 2, 3, 4 times, and more often (section 3.14).
    private func probabilities(of state: Int) -> [Double] {
        let distance = Double(abs(state))
        let stays = 1 - 1 / (2 * distance)
        var probabilities = [stays]
        var next = 1 / (4 * distance * distance)
        for _ in 1...4 {
            probabilities.append(next)
            next *= stays
        }
        return probabilities + [2 * distance * next]
    }
}
