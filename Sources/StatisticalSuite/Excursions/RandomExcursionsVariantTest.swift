/// The random excursions variant test, SP 800-22 section 2.15: how often the walk is in each state.
package struct RandomExcursionsVariantTest: SequenceTest {
    package static let kind = StatisticalTest.randomExcursionsVariant

    package init() {}

    package var minimumBits: Int { 1 }
    package var recommendedBits: Int { 1_000_000 }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        evaluate(WalkCensus(of: sequence), n: sequence.count)
    }

    func evaluate(_ census: WalkCensus, n: Int) -> TestOutcome {
        if let refusal = census.refusal(n: n) { return refusal }
        let cycles = Double(census.cycles)
        return .pValues(
            Self.kind.excursionStates.map { state in
                let difference = abs(Double(census.visits(to: state)) - cycles)
                let spread = (2 * cycles * Double(4 * abs(state) - 2)).squareRoot()
                return NormalDistribution.complementaryError(difference / spread)
            })
    }
}
