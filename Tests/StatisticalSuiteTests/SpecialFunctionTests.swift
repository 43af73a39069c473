import StatisticalSuite
import Testing

/// The expected values are an arbitrary-precision library's, of forty digits.
@Suite("Special functions over their whole range")
struct SpecialFunctionTests {
    @Test(
        "the incomplete gamma function is right to 1e-12, and to 1e-10 of itself in its tail",
        arguments: [
            (0.5, 1e-10, 0.99998871620832942), (0.5, 0.1, 0.65472084601857702), (0.5, 2, 0.045500263896358414),
            (0.5, 30, 9.4857375710738484e-15), (0.5, 300, 1.6741679846917878e-132), (1, 1, 0.36787944117144232),
            (1, 700, 9.8596765437597709e-305), (2.5, 0.001, 0.9999999904914654), (2.5, 2.5, 0.41588018699550792),
            (2.5, 10, 0.0012497305630313754), (2.5, 100, 2.8406228986415317e-41), (4, 3.9, 0.45324676013872898),
            (4, 20, 3.2037197804769984e-6), (4.5, 4.6, 0.41902116661019284), (15.9, 14, 0.65995441509362828),
            (15.9, 17, 0.36204575519556501), (16, 14, 0.66935991756252), (16, 17, 0.3714536560753675),
            (16, 60, 4.1687507181110284e-12), (100, 70, 0.99956962740502011), (100, 100, 0.48670120172085134),
            (100, 101, 0.44710370656548875), (100, 140, 0.00016105717471255586), (512, 450, 0.9977744745403449),
            (512, 512, 0.49412296168021641), (512, 600, 0.00010746762608383036), (3906, 3906, 0.49787223672382945),
            (3906, 4100, 0.0011086824282986884), (16384, 16000, 0.99874093356186363),
            (16384, 16384, 0.49896108745922389), (16384, 16500, 0.18227674031392938),
            (16384, 16900, 3.2719412205344984e-5), (524288, 523000, 0.96244677984658431),
            (524288, 524288, 0.49981634453465947), (524288, 526000, 0.0090814620775799658),
            (4194304, 4190000, 0.98222857346825107), (4194304, 4194304, 0.49993506798812991),
            (4194304, 4200000, 0.0027166501642936919),
        ] as [(Double, Double, Double)])
    func incompleteGamma(a: Double, x: Double, expected: Double) {
        let value = IncompleteGamma.upper(a, x)
        #expect(abs(value - expected) < 1e-12)
        #expect(abs(value - expected) < max(1e-10 * expected, 1e-12 * (1 - expected)))
    }

    @Test(
        "the incomplete gamma function is 1 at and below 0, 0 at infinity, and falls in between",
        arguments: [0.5, 4, 700])
    func endsOfIncompleteGamma(a: Double) {
        #expect(IncompleteGamma.upper(a, 0) == 1)
        #expect(IncompleteGamma.upper(a, -1) == 1)
        #expect(IncompleteGamma.upper(a, .infinity) == 0)
        #expect(IncompleteGamma.upper(a, 1e308) == 0)
        #expect(IncompleteGamma.upper(a, .nan).isNaN)
        let values = stride(from: 0.01, to: 3, by: 0.01).map { IncompleteGamma.upper(a, a * $0) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })
    }

    @Test(
        "the normal distribution keeps its relative accuracy in the tails",
        arguments: [
            (-10, 7.6198530241605261e-24), (-5, 2.8665157187919391e-7), (-2, 0.022750131948179207),
            (-1, 0.15865525393145705), (-0.1, 0.46017216272297102), (0, 0.5), (0.1, 0.53982783727702898),
            (1, 0.84134474606854295), (2, 0.97724986805182079), (5, 0.99999971334842812), (10, 1), (38, 1),
        ] as [(Double, Double)])
    func normal(x: Double, expected: Double) {
        #expect(abs(NormalDistribution.cumulative(x) - expected) < 1e-13 * expected)
    }

    @Test(
        "the complementary error function keeps its relative accuracy",
        arguments: [
            (-6, 2), (-1, 1.8427007929497149), (0, 1), (1e-10, 0.99999999988716208), (0.1, 0.8875370839817151),
            (0.5, 0.47950012218695346), (1, 0.15729920705028513), (2, 0.0046777349810472658),
            (3, 2.2090496998585441e-5), (5, 1.5374597944280349e-12), (10, 2.0884875837625448e-45),
            (20, 5.3958656116079009e-176), (26, 5.6631924088561428e-296),
        ] as [(Double, Double)])
    func complementaryError(x: Double, expected: Double) {
        #expect(abs(NormalDistribution.complementaryError(x) - expected) < 1e-13 * expected)
        #expect(abs(NormalDistribution.twoSided(x * 2.0.squareRoot()) - (x < 0 ? 2 - expected : expected)) < 1e-15)
    }

    @Test("chi-square of counts weighs each class by its probability")
    func chiSquare() {
        // (3 - 5)² / 5 + (7 - 5)² / 5.
        #expect(abs(ChiSquare.statistic([3, 7], probabilities: [0.5, 0.5]) - 1.6) < 1e-15)
        #expect(ChiSquare.statistic([1, 3], probabilities: [0.25, 0.75]) == 0)
        // With two degrees of freedom it is e^(-x / 2).
        #expect(abs(ChiSquare.pValue(3, degrees: 2) - 0.22313016014842982) < 1e-15)
    }
}
