/// What is claimed of the timings, bits of min-entropy a sample: at most a quarter of the least that SP 800-90B's non-IID
/// estimators found in several runs, because estimators see patterns only, and other machines are more regular.
///
/// Measured by `quorate entropy assess SOURCE` (the assessment of 3.1.3, over 1,000,000 samples of 8 bits, release build) on
/// a virtual machine with two processors of an AMD EPYC of family 26, Linux 6.18; idle, and with both processors kept busy by
/// other processes. An operator should do the same where the service runs. Documentation/Entropy.md has each run.
struct TimingClaim {
    /// Bits of min-entropy a sample.
    let minEntropy: Double
    let justification: String

    /// Assessed: 4.54 and 4.52 idle, 4.53 and 4.53 under load; 25,000 to 139,000 samples a second.
    static let memoryWalk = measured(1, least: 4.52)
    /// Assessed: 2.92 and 3.30 idle, 3.11 and 3.30 under load; 42,000 to 94,000 samples a second.
    static let hashLoop = measured(0.5, least: 2.92)
    /// Assessed: 3.77 and 3.40 idle, 3.19 under load; 121,000 to 157,000 samples a second.
    static let scheduling = measured(0.5, least: 3.19)
    /// Assessed: 4.54 idle, 4.51 under load; 5,800 samples a second, on ext4 on a virtual disk.
    static let fileTiming = measured(0.5, least: 4.51)

    /// The claim where it was measured, and none on other architectures, whose counters may be a hundred times as coarse.
    private static func measured(_ minEntropy: Double, least: Double) -> TimingClaim {
        #if arch(x86_64)
        TimingClaim(
            minEntropy: minEntropy,
            justification: "at most a quarter of \(least), the least assessment by SP 800-90B's non-IID estimators of "
                + "several runs over 1,000,000 samples, idle and under load, on a virtual machine; assess it on yours")
        #else
        TimingClaim(
            minEntropy: 0, justification: "nothing was measured on this architecture, so nothing is claimed")
        #endif
    }
}
