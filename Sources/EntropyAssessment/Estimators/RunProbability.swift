import RealModule

/// How likely it is that so many trials have no run of so many successes (Feller 1950, chapter XIII.7; SP 800-90B, 6.3.7,
/// step 7).
struct RunProbability {
    /// r.
    let length: Int
    /// N.
    let trials: Int

    /// Log of the probability that P_local is searched for: no such run with 99 %.
    static let target = Double.log(0.99)

    /// Log of the probability that there is no such run where a trial succeeds with p.
    ///
    /// The standard's x is 1 + y here. It lies so near to 1 that its digits would be lost otherwise; and it is the limit of
    /// an iteration from 1 on, of which the standard's ten steps, or NIST's tool's 66, are enough.
    func logarithmOfNone(_ p: Double) -> Double {
        let q = 1 - p
        let (r, n) = (Double(length), Double(trials))
        let scale = q * Double.pow(p, r)
        var y = 0.0
        for _ in 0...65 {
            let next = scale * Double.exp((r + 1) * Double.log(onePlus: y))
            let step = next - y
            y = next
            guard step > 1e-19 * (1 + y) else { break }
        }
        // Above r / (r + 1) the iteration ends at 1 / p, where the probability is none at all.
        guard q - p * y > 0, 1 - r * y > 0 else { return -.infinity }
        return Double.log(onePlus: -p * y / q) - Double.log(onePlus: -r * y) - (n + 1) * Double.log(onePlus: y)
    }

    /// P_local: the success probability at which there is no such run with 99 %, by bisection between a lower bound and 1.
    func probability(above bound: Double) -> Double {
        var (low, high) = (bound, 1.0)
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { return high }
            if logarithmOfNone(middle) > Self.target { low = middle } else { high = middle }
        }
    }
}
