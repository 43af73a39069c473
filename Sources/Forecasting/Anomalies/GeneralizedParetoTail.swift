import RealModule

/// The generalized Pareto distribution of the excesses over a high threshold (Pickands 1975), as streaming detectors
/// use it (Siffer et al., "Anomaly Detection in Streams with Extreme Value Theory", KDD 2017), fitted by the method of
/// moments (Hosking & Wallis 1987). That has a closed form, and its shape never passes 1/2.
struct GeneralizedParetoTail {
    /// ξ, 0...1/2. Negative estimates, of tails that end somewhere, become 0: that what has been seen so far is the
    /// utmost possible is more than a detector should claim.
    let shape: Double
    /// σ, in the units of the excesses.
    let scale: Double

    /// - Parameters:
    ///   - mean: of the excesses.
    ///   - square: the mean of the squares of the excesses.
    ///   - floor: the least scale: of excesses that are all zero the scale would be, too.
    init(mean: Double, square: Double, floor: Double) {
        let mean = max(mean, floor)
        let ratio = mean * mean / max(square - mean * mean, .leastNormalMagnitude)
        let estimate = (1 - ratio) / 2
        shape = max(estimate, 0)
        scale = estimate > 0 ? mean * (ratio + 1) / 2 : mean
    }

    /// log₁₀ of the chance that an excess is greater than this one.
    func logSurvival(_ excess: Double) -> Double {
        let ratio = excess / scale
        let natural = shape < 1e-6 ? -ratio : -Double.log(onePlus: shape * ratio) / shape
        // The model is no guide to what is rarer still, and one test should not outvote the others without limit.
        return max(natural, -80) / Double.log(10)
    }
}
