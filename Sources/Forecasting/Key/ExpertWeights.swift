import RealModule

/// How well each member of an ensemble forecasts one key, and what that makes its forecasts weigh: the exponentially
/// weighted average forecaster (Vovk 1990; Cesa-Bianchi and Lugosi 2006, chapter 2) on errors in proportion to the best
/// member's, with old errors fading. Only outcomes of the past decide.
struct ExpertWeights: Sendable {
    /// The logarithm of a weight falls by so much when a member's errors are twice the best one's.
    private let sharpness: Double
    /// Before there are outcomes every member counts as one that was so far off so often.
    private static let prior = (error: 0.3, outcomes: 50.0)

    /// Of an error after the next outcome.
    private let decay: Double
    private var errors: [Double]

    /// - Parameters:
    ///   - count: members.
    ///   - memory: outcomes after which an error counts half.
    ///   - lead: days from a forecast to its outcome. Errors of a day ahead come in runs and tell less of who is best.
    init(count: Int, memory: Int, lead: Double) {
        sharpness = 30 / (1 + lead)
        decay = .exp(-.log(2) / Double(max(24, memory)))
        errors = [Double](repeating: Self.prior.error * Self.prior.outcomes, count: count)
    }

    /// Takes what came of the members' forecasts of one bin.
    ///
    /// - Parameters:
    ///   - outcome: the bin's count.
    ///   - average: the key's mean count: what errors are put in proportion to.
    mutating func learn(_ outcome: Double, forecasts: ArraySlice<Float>, average: Double) {
        for (index, forecast) in forecasts.enumerated() {
            let error = abs(Double(forecast) - outcome) / max(average, 1e-6)
            errors[index] = errors[index] * decay + min(error, 1e3)
        }
    }

    /// The weighted mean of the members' forecasts.
    func combine(_ forecasts: [Double]) -> Double {
        let least = max(errors.min() ?? 0, 1e-12)
        var sum = 0.0
        var total = 0.0
        for (forecast, error) in zip(forecasts, errors) {
            let weight = Double.exp(-sharpness * (error - least) / least)
            sum += weight * forecast
            total += weight
        }
        return sum / total
    }
}
