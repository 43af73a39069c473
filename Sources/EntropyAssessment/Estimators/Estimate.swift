import RealModule

/// What one estimator says of one sequence.
package struct Estimate: Equatable, Sendable {
    /// The steps of its computation, in the order of the standard; the last is the min-entropy.
    package let figures: [Figure]
    /// Bits a symbol.
    package let minEntropy: Double

    init(_ figures: [Figure], minEntropy: Double) {
        self.figures = figures + [Figure("min entropy", minEntropy)]
        self.minEntropy = minEntropy
    }

    /// The 99.5 % quantile of the normal distribution: the standard's 2.576, with the digits that NIST's tool uses.
    static let zAlpha = 2.5758293035489008

    /// The end of the 99 % confidence interval of a proportion, at most 1 (6.3.1, step 2).
    ///
    /// - Parameter count: how many samples the proportion is of, at least 2.
    static func upperBound(_ proportion: Double, count: Int) -> Double {
        let variance = max(0, proportion * (1 - proportion))
        guard variance > 0, count > 1 else { return min(1, proportion) }
        return min(1, proportion + zAlpha * (variance / Double(count - 1)).squareRoot())
    }

    /// -log2 of a probability, never negative and no negative zero.
    static func bits(_ probability: Double) -> Double {
        probability < 1 ? -Double.log2(probability) : 0
    }
}
