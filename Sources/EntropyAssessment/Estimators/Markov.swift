import RealModule

/// The Markov estimate (SP 800-90B, 6.3.3) of a bit string: the likeliest path of 128 bits through a first-order model.
enum Markov {
    /// - Parameter bits: one a byte.
    static func estimate(_ bits: [UInt8]) throws(AssessmentError) -> Estimate {
        guard bits.count >= 2 else {
            throw AssessmentError(.tooShort, "the Markov estimate needs 2 bits, not \(bits.count)")
        }
        var (zeros, zeroZero, oneZero) = (0, 0, 0)
        for position in 0..<bits.count - 1 {
            let (now, next) = (bits[position], bits[position + 1])
            zeros += now == 0 ? 1 : 0
            zeroZero += now == 0 && next == 0 ? 1 : 0
            oneZero += now != 0 && next == 0 ? 1 : 0
        }
        let ones = bits.count - 1 - zeros
        let p00 = zeros > 0 ? Double(zeroZero) / Double(zeros) : 0
        let p01 = zeros > 0 ? 1 - p00 : 0
        let p10 = ones > 0 ? Double(oneZero) / Double(ones) : 0
        let p11 = ones > 0 ? 1 - p10 : 0
        let p0 = Double(zeros + (bits[bits.count - 1] == 0 ? 1 : 0)) / Double(bits.count)
        let p1 = 1 - p0
        // First bit, then how often each transition is made: the six paths of which one is the likeliest.
        let paths = [
            path(p0, (p00, 127)), path(p0, (p01, 64), (p10, 63)), path(p0, (p01, 1), (p11, 126)),
            path(p1, (p10, 1), (p00, 126)), path(p1, (p10, 64), (p01, 63)), path(p1, (p11, 127)),
        ]
        let information = paths.compactMap { $0 }.reduce(128, min)
        return Estimate(
            [
                Figure("P_0", p0), Figure("P_1", p1), Figure("P_{0,0}", p00), Figure("P_{0,1}", p01),
                Figure("P_{1,0}", p10), Figure("P_{1,1}", p11), Figure("p-hat_max", Double.exp2(-information)),
            ],
            minEntropy: max(0, min(information / 128, 1)))
    }

    /// -log2 of a path's probability; nil where a step of it never occurs.
    private static func path(_ first: Double, _ steps: (probability: Double, times: Double)...) -> Double? {
        guard steps.allSatisfy({ $0.probability > 0 }) else { return nil }
        return steps.reduce(-Double.log2(first)) { $0 - $1.times * Double.log2($1.probability) }
    }
}
