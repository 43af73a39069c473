/// At which counts the health tests alarm (SP 800-90B, 4.4), computed from a claim without approximations.
package struct HealthCutoffs: Equatable, Sendable {
    /// How the adaptive proportion test's cutoff is derived.
    package enum ProportionForm: Equatable, Sendable {
        /// 1 + CRITBINOM(W, 2^-H, 1 - 2^-k), as 4.4.2 prints it. It takes the first sample of a window for a trial, though
        /// that one is always equal to itself, and so alarms more often than claimed at some H and k.
        case published
        /// 2 + CRITBINOM(W - 1, 2^-H, 1 - 2^-k): the first sample counts as one, W - 1 trials follow it. Only with this
        /// form does the false-alarm probability of a window stay at or below 2^-k.
        case corrected
    }

    /// C of the repetition count test: so many equal samples in a row are an alarm.
    package let repetition: Int
    /// C of the adaptive proportion test: so many samples of a window equal to its first are an alarm. Above ``window``
    /// where no count within it is unlikely enough; then this test cannot alarm.
    package let proportion: Int
    /// W, samples.
    package let window: Int

    /// - Parameter form: the corrected one unless figures have to be compared with the published one, which at
    ///   H = 8 and k = 40 alarms five times as often as claimed.
    package init(_ claim: HealthClaim, form: ProportionForm = .corrected) {
        window = claim.alphabet.window
        repetition = 1 + Self.ceilingOfQuotient(claim.falseAlarmExponent, claim.minEntropy)
        switch form {
        case .published:
            let tail = BinomialTail(trials: window, minEntropy: claim.minEntropy)
            proportion = 1 + tail.critical(exponent: claim.falseAlarmExponent)
        case .corrected:
            let tail = BinomialTail(trials: window - 1, minEntropy: claim.minEntropy)
            proportion = 2 + tail.critical(exponent: claim.falseAlarmExponent)
        }
    }

    /// The least n with n H >= k, exactly: the rounded quotient is a first guess, and a fused product has the right sign.
    private static func ceilingOfQuotient(_ k: Int, _ minEntropy: Double) -> Int {
        func suffices(_ n: Int) -> Bool { (-Double(k)).addingProduct(Double(n), minEntropy) >= 0 }
        var n = Int((Double(k) / minEntropy).rounded(.up))
        while n > 0, suffices(n - 1) { n -= 1 }
        while !suffices(n) { n += 1 }
        return n
    }
}
