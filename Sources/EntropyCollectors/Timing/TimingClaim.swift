/// What is claimed of the timings, and what was measured: `quorate entropy assess SOURCE` over 1,000,000 samples measures it
/// again on any machine, and that is what an operator should do. Of each source at most a quarter of the least of several
/// assessments is claimed, because estimators see no more than patterns, and other machines are more regular.
struct TimingClaim {
    /// Bits of min-entropy a sample.
    let minEntropy: Double
    let justification: String

    static let memoryWalk = TimingClaim(minEntropy: 0, justification: "")
    static let hashLoop = TimingClaim(minEntropy: 0, justification: "")
    static let scheduling = TimingClaim(minEntropy: 0, justification: "")
    static let fileTiming = TimingClaim(minEntropy: 0, justification: "")
}
