import Entropy
import Foundation
import Testing

@Suite("The health tests over the pool's own output")
struct NoAlarmTests {
    /// 2^26, or as many as `QUORATE_HEALTH_SAMPLES` says: 1,000,000,000 by hand.
    private static var samples: Int {
        ProcessInfo.processInfo.environment["QUORATE_HEALTH_SAMPLES"].flatMap { Int($0) } ?? 1 << 26
    }

    @Test("bytes that hold what is claimed of them raise no alarm at a rate of 2^-40")
    func none() throws {
        let claim = try HealthClaim(minEntropy: 8, falseAlarmExponent: 40)
        var monitor = try HealthMonitor(HealthCutoffs(claim))
        let pool = EntropyPool()
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var left = Self.samples
        while left > 0 {
            unsafe bytes.withUnsafeMutableBytes { unsafe pool.fill($0) }
            monitor.test(bytes.span)
            left -= bytes.count
        }
        #expect(monitor.repetitionAlarms == 0 && monitor.proportionAlarms == 0)
        #expect(monitor.isHealthy && monitor.sampleCount >= Self.samples)
    }
}
