/// The most common value estimate (SP 800-90B, 6.3.1).
enum MostCommonValue {
    /// - Parameters:
    ///   - symbols: 0..<alphabet, at least two.
    static func estimate(_ symbols: [UInt8]) throws(AssessmentError) -> Estimate {
        guard symbols.count >= 2 else {
            throw AssessmentError(.tooShort, "the most common value estimate needs 2 samples, not \(symbols.count)")
        }
        let mode = counts(symbols).max() ?? 0
        let proportion = Double(mode) / Double(symbols.count)
        let bound = Estimate.upperBound(proportion, count: symbols.count)
        return Estimate(
            [Figure("Mode count", mode), Figure("p-hat", proportion), Figure("p_u", bound)],
            minEntropy: Estimate.bits(bound))
    }

    /// How often each value occurs.
    static func counts(_ symbols: [UInt8]) -> [Int] {
        var counts = [Int](repeating: 0, count: 256)
        for symbol in symbols { counts[Int(symbol)] += 1 }
        return counts
    }
}
