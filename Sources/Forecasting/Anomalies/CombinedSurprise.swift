import RealModule

/// Fisher's combination of several tests of one point: the mean of their surprises, -log₁₀ p.
///
/// The tests look at the same points, so they are not independent. After Brown (1975) their sum is taken for that of
/// fewer independent ones: the mean's variance on undisturbed series (normal and Poisson noise around daily and weekly
/// profiles, 5 to 60 minutes a point) is that of three. So 3 ln 10 times the mean has the Erlang distribution of
/// shape 3, of which the tail has a closed form. Measured, a p of 0.001 comes about 0.0020 of the time in white noise
/// and with autocorrelated noise, 0.0005 in counts of about 100 a point around a profile, and less when the profile
/// leaves little noise.
enum CombinedSurprise {
    /// The mean of -log₁₀ p when p is uniform: what a test contributes that has nothing to say.
    static let neutral = 1 / Double.log(10)

    /// One less the chance that an undisturbed point has this mean surprise or more.
    static func score(ofMean surprise: Double) -> Double {
        let y = 3 * Double.log(10) * max(surprise, 0)
        return min(max(1 - Double.exp(-y) * (1 + y + y * y / 2), 0), 1)
    }
}
