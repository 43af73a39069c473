import RealModule

/// The binomial distribution's upper tail, in ratios of neighbouring terms, so that nothing under- or overflows and no
/// approximation is made.
struct BinomialTail {
    /// P(X = x) for x in 0...trials, in units of the likeliest one.
    private let weights: [Double]
    private let total: Double

    /// - Parameter minEntropy: H, where a trial succeeds with probability 2^-H.
    init(trials: Int, minEntropy: Double) {
        let success = Double.exp2(-minEntropy)
        let failure = -Double.expMinusOne(-minEntropy * Double.log(2))
        let mode = min(trials, Int(Double(trials + 1) * success))
        var weights = [Double](repeating: 0, count: trials + 1)
        weights[mode] = 1
        for x in stride(from: mode, to: trials, by: 1) {
            weights[x + 1] = weights[x] * (Double(trials - x) / Double(x + 1)) * (success / failure)
        }
        for x in stride(from: mode, to: 0, by: -1) {
            weights[x - 1] = weights[x] * (Double(x) / Double(trials - x + 1)) * (failure / success)
        }
        self.weights = weights
        total = weights.sorted().reduce(0, +)
    }

    /// The least x with P(X > x) <= 2^-exponent: what spreadsheets call CRITBINOM(trials, p, 1 - 2^-exponent).
    func critical(exponent: Int) -> Int {
        let bound = total * Double.exp2(-Double(exponent))
        var x = weights.count - 1
        var tail = 0.0
        while x > 0, tail + weights[x] <= bound {
            tail += weights[x]
            x -= 1
        }
        return x
    }
}
