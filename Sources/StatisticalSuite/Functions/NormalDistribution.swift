import RealModule

/// The standard normal distribution (SP 800-22 section 5.5.1), by the complementary error function of the C library.
package enum NormalDistribution {
    /// Φ(x), the probability of a value up to x.
    package static func cumulative(_ x: Double) -> Double { 0.5 * complementaryError(-x / .sqrt(2)) }

    /// erfc(x).
    package static func complementaryError(_ x: Double) -> Double { .erfc(x) }

    /// The probability of a value farther from 0 than z: the p-value of a statistic that is normal.
    package static func twoSided(_ z: Double) -> Double { complementaryError(abs(z) / .sqrt(2)) }
}
