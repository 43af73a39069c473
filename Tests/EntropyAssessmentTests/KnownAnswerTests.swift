import EntropyAssessment
import Testing

/// Data of our own making. The code that gave these figures met all of NIST's figures for NIST's files.
@Suite("Known answers of the estimators")
struct KnownAnswerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let symbols: [UInt8]
        let bitsPerSymbol: Int
        /// By estimator, in the order of the standard; nil where it is for bits only.
        let literal: [Double?]
        let bitstring: [Double?]
        let assessed: Double
    }

    static let cases = [
        Case(
            testDescription: "uniform bits", symbols: SampleSource.uniform(20_000, alphabet: 2, seed: 21),
            bitsPerSymbol: 1,
            literal: [
                0.9668919622199607, 0.7407565125476655, 0.9828109526591611, 0.6424215398668008, 0.8872537498893637,
                0.9583759050286558, 0.964779994719156, 0.9710563067875936, 0.9750915262832894, 0.968781200206176,
            ],
            bitstring: [], assessed: 0.6424215398668008),
        Case(
            testDescription: "sticky bits", symbols: SampleSource.sticky(20_000, alphabet: 2, seed: 22),
            bitsPerSymbol: 1,
            literal: [
                0.9425708717503004, 0.11278245501038626, 0.22649209187053473, 0.14299174479955923,
                0.24388634052408426, 0.4188921133915, 0.3840708086417472, 0.2152341862346502, 0.2153280532478801,
                0.21525622344412357,
            ],
            bitstring: [], assessed: 0.11278245501038626),
        Case(
            testDescription: "a bell with gaps", symbols: SampleSource.bell(12_000, seed: 23, step: 5),
            bitsPerSymbol: 8,
            literal: [
                3.382805912872453, nil, nil, nil, 3.3784595564745503, 3.8389291705132864, 3.5518050163128563,
                3.917053911188618, 3.557666452829178, 3.570624691897372,
            ],
            bitstring: [
                0.8435821053962661, 1, 0.8143955347508469, 0.38835530049127387, 0.5447778726909173,
                0.5589555118605615, 0.8535391974392966, 0.7284022207790145, 0.4088936391448298, 0.7548699210557582,
            ],
            assessed: 3.106842403930191),
        Case(
            testDescription: "sticky symbols", symbols: SampleSource.sticky(12_000, alphabet: 6, seed: 24),
            bitsPerSymbol: 3,
            literal: [
                2.440733807710615, nil, nil, nil, 0.41684104534836347, 0.7594946614911651, 0.6449900057382024,
                0.39640122695718216, 0.39768912372181536, 0.3977969896571796,
            ],
            bitstring: [
                0.6863132533325236, 1, 0.8059382728897088, 0.10536493292768179, 0.16266070424192577,
                0.27671243543726726, 0.2880819708081689, 0.19795192083428456, 0.19735125631111636,
                0.2881115599049582,
            ],
            assessed: 0.31609479878304536),
        Case(
            testDescription: "uniform bytes", symbols: SampleSource.uniform(12_000, alphabet: 256, seed: 25),
            bitsPerSymbol: 8,
            literal: [
                7.072075077521613, nil, nil, nil, 7.072075077521613, 7.529003061200835, 7.668734720693761,
                7.410358133380874, 7.646955815860345, 7.734550000496644,
            ],
            bitstring: [
                0.9863576734074584, 0.8533154260870421, 0.9944570135508465, 0.7398645481576299, 0.921362963231401,
                0.9592813383868019, 0.9909331202738724, 0.9877725243588547, 0.9834723867036451, 0.9905164251520336,
            ],
            assessed: 5.918916385261039),
    ]

    @Test("every estimator gives the figure that is known", arguments: cases)
    func estimates(answers: Case) throws {
        let assessment = try NonIIDAssessment(Samples(answers.symbols, bitsPerSymbol: answers.bitsPerSymbol))
        for (sequence, expected) in [
            (EstimateOutcome.Sequence.literal, answers.literal), (.bitstring, answers.bitstring),
        ] {
            let outcomes = assessment.outcomes.filter { $0.sequence == sequence }
            #expect(outcomes.count == expected.compactMap { $0 }.count)
            for (estimator, value) in zip(Estimator.allCases, expected) {
                let outcome = outcomes.first { $0.estimator == estimator }
                guard let value else {
                    #expect(outcome == nil)
                    continue
                }
                let entropy = try #require(outcome?.minEntropy, "\(sequence) \(estimator)")
                #expect(abs(entropy - value) <= 1e-11 * value, "\(sequence) \(estimator): \(entropy)")
            }
        }
        #expect(abs(assessment.assessed - answers.assessed) <= 1e-11 * answers.assessed)
    }
}
