import RealModule

/// How well each member of an ensemble forecasts one key, and what that makes its forecasts weigh: exponential weights
/// (Vovk 1990; Cesa-Bianchi and Lugosi 2006, chapter 2) on errors in proportion to the best member's, with old errors
/// fading. Only outcomes of the past decide.
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
        sharpness = 30 / (1 + 9 * lead)
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

    /// The weighted median of the members' forecasts: what has the least absolute error if the members are as likely right
    /// as they weigh. A few that are far off, as on a day of an unknown kind, do not move it. It lies between the two
    /// forecasts around the middle of all weight, as near to each as the middle is to that one's own.
    func combine(_ forecasts: [Double]) -> Double {
        let least = max(errors.min() ?? 0, 1e-12)
        let members = zip(forecasts, errors)
            .map { (forecast: $0, weight: Double.exp(-sharpness * ($1 - least) / least)) }
            .sorted { $0.forecast < $1.forecast }
        let middle = members.reduce(0) { $0 + $1.weight } / 2
        var below = members[0]
        var passed = 0.0
        var place = members[0].weight / 2
        for member in members {
            let own = passed + member.weight / 2
            if own >= middle {
                guard own > place else { return member.forecast }
                return below.forecast + (member.forecast - below.forecast) * (middle - place) / (own - place)
            }
            (below, place) = (member, own)
            passed += member.weight
        }
        return below.forecast
    }
}
