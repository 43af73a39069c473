/// The discrete Fourier transform test, SP 800-22 section 2.6: how many of the first n/2 magnitudes of the spectrum stay
/// below the bound that 95 % of a random sequence's stay below.
///
/// Where n has no prime factor above 5 it takes 16 bytes of memory a bit if n is even and 32 if it is odd; at other lengths
/// some 55 and 90.
package struct SpectralTest: SequenceTest {
    package static let kind = StatisticalTest.spectral

    /// ln(1 / 0.05), with the digits of NIST's suite.
    private static let boundFactor = 2.995732274

    package init() {}

    package var minimumBits: Int { 2 }
    package var recommendedBits: Int { 1000 }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        let n = Double(sequence.count)
        let bound = Self.boundFactor * n
        let below = PowerSpectrum.count(of: sequence, below: bound)
        let expected = 0.95 * n / 2
        let deviation = (n * 0.95 * 0.05 / 4).squareRoot()
        return .pValues([NormalDistribution.twoSided((Double(below) - expected) / deviation)])
    }
}
