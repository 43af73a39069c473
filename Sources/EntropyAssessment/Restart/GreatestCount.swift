import RealModule

/// The distribution of the greatest count among all values, of so many independent samples of which no value is likelier
/// than 2^-H (SP 800-90B, 3.1.4.3).
///
/// The worst case has as many values of that probability as fit, and one of the rest. NIST's tool draws it some million
/// times; here it is computed: independent Poisson counts, given their sum, are distributed as the counts of samples are.
struct GreatestCount {
    /// How many samples there are.
    let samples: Int
    /// By value, how often it is expected.
    private let equal: Int
    private let expected: Double
    private let rest: Double

    /// - Parameter minEntropy: H, 0 to 8 bits.
    init(samples: Int, minEntropy: Double) {
        self.samples = samples
        let probability = Double.exp2(-minEntropy)
        equal = Int(1 / probability)
        expected = probability * Double(samples)
        rest = max(0, 1 - Double(equal) * probability) * Double(samples)
    }

    /// How many values there are.
    var values: Int { equal + (rest > 1e-9 * Double(samples) ? 1 : 0) }

    /// The least count that the greatest one is above with a probability of at most `alpha`.
    func cutoff(alpha: Double) -> Int {
        var (low, high) = (0, samples)
        while low < high {
            let middle = (low + high) / 2
            if probability(above: middle) <= alpha { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// How likely the greatest count is above a bound.
    func probability(above bound: Int) -> Double {
        guard bound < samples else { return 0 }
        let all = poisson(expected * Double(equal) + rest, upTo: samples)[samples]
        var within = [1.0] + [Double](repeating: 0, count: samples)
        var factor = poisson(expected, upTo: bound)
        var power = equal
        while power > 0 {
            if power & 1 != 0 { within = product(within, factor) }
            power >>= 1
            if power > 0 { factor = product(factor, factor) }
        }
        within = product(within, poisson(rest, upTo: bound))
        return max(0, 1 - within[samples] / all)
    }

    /// The probabilities of counts from 0 on, as long as all samples; none above the bound.
    private func poisson(_ mean: Double, upTo bound: Int) -> [Double] {
        (0...samples).map { count in
            guard count <= bound else { return 0 }
            guard mean > 0 else { return count == 0 ? 1 : 0 }
            let logarithm = Double(count) * Double.log(mean) - mean - Double.logGamma(Double(count + 1))
            return Double.exp(logarithm)
        }
    }

    /// The distribution of the sum of two counts.
    private func product(_ left: [Double], _ right: [Double]) -> [Double] {
        var sum = [Double](repeating: 0, count: samples + 1)
        for (first, probability) in left.enumerated() where probability > 0 {
            for second in 0...samples - first { sum[first + second] += probability * right[second] }
        }
        return sum
    }
}
