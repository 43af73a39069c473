/// What is claimed of a source, and how often its health tests may alarm where the claim is true (SP 800-90B, 4.4).
package struct HealthClaim: Equatable, Sendable {
    /// Whether samples have two values or more; the window of the adaptive proportion test depends on it (4.4.2).
    package enum Alphabet: Equatable, Sendable {
        case binary, larger

        /// W, samples.
        package var window: Int {
            switch self {
            case .binary: 1024
            case .larger: 512
            }
        }
    }

    /// H, bits of min-entropy in a sample.
    package let minEntropy: Double
    /// k, where a test may alarm falsely with probability 2^-k; the standard recommends 20...40.
    package let falseAlarmExponent: Int
    package let alphabet: Alphabet

    /// - Parameters:
    ///   - minEntropy: H, above 0 and at most 1 for a binary source, 64 for others.
    ///   - falseAlarmExponent: k, 1...512.
    /// - Throws: ``EntropyError`` with `.badClaim` or `.badFalseAlarmRate`.
    package init(
        minEntropy: Double, falseAlarmExponent: Int = 30, alphabet: Alphabet = .larger
    ) throws(EntropyError) {
        let limit = alphabet == .binary ? 1.0 : 64.0
        guard minEntropy >= 1e-6, minEntropy <= limit else {
            throw EntropyError(
                .badClaim,
                "a claim of \(minEntropy) bits of min-entropy a sample: it must be from 0.000001 to \(limit) for this "
                    + "alphabet; assess the source and claim less than the assessment")
        }
        guard (1...512).contains(falseAlarmExponent) else {
            throw EntropyError(
                .badFalseAlarmRate,
                "a false-alarm rate of 2^-\(falseAlarmExponent): the exponent must be 1...512, and 20...40 is usual")
        }
        self.minEntropy = minEntropy
        self.falseAlarmExponent = falseAlarmExponent
        self.alphabet = alphabet
    }
}
