import Entropy
import Testing

@Suite("False alarms of the health tests")
struct FalseAlarmTests {
    /// Bits of a good generator, claimed to be full entropy, at a rate of 2^-20. A run of 21 equal bits ends a run of
    /// tests after 2^21 - 1 samples on average (the renewals of a fair coin), and a window of 1,024 alarms with probability
    /// 7.0e-7 (its binomial tail); the proportion test's alarms are too few to count on.
    ///
    /// The numbers below are the ends of the 99.9 % band of a Poisson distribution with mean 2^26 / (2^21 - 1) = 32.0.
    @Test("of 2^26 fair bits at 2^-20 the repetition count test alarms as often as it should: a dead one would not")
    func repetition() throws {
        let claim = try HealthClaim(minEntropy: 1, falseAlarmExponent: 20, alphabet: .binary)
        var monitor = try HealthMonitor(HealthCutoffs(claim))
        var random = FastRandom(6)
        var bits = [UInt8](repeating: 0, count: 1 << 16)
        for _ in 0..<(1 << 10) {
            for start in stride(from: 0, to: bits.count, by: 64) {
                let word = random.next()
                for offset in 0..<64 { bits[start + offset] = UInt8(truncatingIfNeeded: word >> UInt64(offset)) & 1 }
            }
            monitor.test(bits.span)
        }
        #expect((15...52).contains(monitor.repetitionAlarms))
        #expect(monitor.proportionAlarms <= 3)
    }

    /// At a rate of 2^-10 the proportion test can be counted on too: a window of 512 bytes alarms where more than
    /// C - 2 = 8 of 511 equal the first, with probability 2.24e-4, and the repetition test takes few windows away.
    @Test("of 2^25 fair bytes at 2^-10 the proportion test alarms as often as it should: a dead one would not")
    func proportion() throws {
        let claim = try HealthClaim(minEntropy: 8, falseAlarmExponent: 10)
        let cutoffs = HealthCutoffs(claim)
        var test = AdaptiveProportionTest(cutoff: cutoffs.proportion, window: cutoffs.window)
        var random = FastRandom(7)
        var alarms = 0
        for _ in 0..<(1 << 25) {
            if test.alarms(at: random.next() >> 56) {
                alarms += 1
                test.restart()
            }
        }
        let expected = Self.tail(trials: 511, probability: 1.0 / 256, above: cutoffs.proportion - 2) * Double(1 << 16)
        #expect(abs(Double(alarms) - expected) < 3.29 * expected.squareRoot() + 1)
        #expect(expected > 10)
    }

    /// P(X > x), term by term.
    static func tail(trials: Int, probability: Double, above x: Int) -> Double {
        var term = 1.0
        for _ in 0..<trials { term *= 1 - probability }
        var below = 0.0
        for k in 0...x {
            below += term
            term *= Double(trials - k) / Double(k + 1) * probability / (1 - probability)
        }
        return 1 - below
    }
}
