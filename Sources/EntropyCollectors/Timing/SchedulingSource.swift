import CShims
import Dispatch
package import Entropy

/// How long it takes until another thread has been woken and has woken this one: what the kernel's scheduler, its timers
/// and the other processes of the machine do to it. A sample is the low 8 bits of the cycles of one such exchange.
package struct SchedulingSource: EntropySource {
    package let description: SourceDescription
    /// How long one exchange may take.
    private static let patience = DispatchTimeInterval.seconds(5)
    private let partners = DispatchQueue(label: "quorate.entropy.scheduling")

    package init() {
        description = SourceDescription(
            name: "scheduling", kind: .timing, minEntropy: TimingClaim.scheduling.minEntropy,
            justification: TimingClaim.scheduling.justification)
    }

    /// - Throws: ``SourceFailure`` with `.failed` where the other thread does not answer within 5 s; no exchange waits for
    ///   longer.
    package func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        let ping = DispatchSemaphore(value: 0)
        let pong = DispatchSemaphore(value: 0)
        // It ends when it has been woken so often, which happens in any case.
        partners.async {
            for _ in 0..<count {
                ping.wait()
                pong.signal()
            }
        }
        var samples: [UInt8] = []
        samples.reserveCapacity(count)
        var previous = quorate_cycles()
        for position in 0..<count {
            ping.signal()
            guard pong.wait(timeout: .now() + Self.patience) == .success else {
                for _ in position + 1..<count { ping.signal() }
                throw SourceFailure(
                    .failed,
                    "scheduling: the other thread was not woken within 5 s; the machine is overloaded or stopped")
            }
            let now = quorate_cycles()
            samples.append(UInt8(truncatingIfNeeded: now &- previous))
            previous = now
        }
        return samples
    }
}
