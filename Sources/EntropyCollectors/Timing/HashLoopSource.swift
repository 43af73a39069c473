import CShims
package import Entropy
import Synchronization

/// How long the same rounds of SipHash take, again and again, in registers alone. What varies is the pace of the core,
/// what interrupts it, and who shares it. A sample is the low 8 bits of the cycles of one loop.
package final class HashLoopSource: EntropySource {
    /// Rounds in a loop.
    package static let rounds = 2_048

    package let description = SourceDescription(
        name: "hash-loop", kind: .timing, minEntropy: TimingClaim.hashLoop.minEntropy,
        justification: TimingClaim.hashLoop.justification)

    private let rounds: Int
    private let state = Mutex(SIMD4<UInt64>(0x736f_6d65, 0x646f_7261, 0x6c79_6765, 0x7465_6462))

    /// - Parameter rounds: in a loop. What is claimed was measured with the value that it has by itself.
    package init(rounds: Int = rounds) {
        self.rounds = rounds
    }

    package func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        state.withLock { state in
            var samples: [UInt8] = []
            samples.reserveCapacity(count)
            var previous = quorate_cycles()
            for _ in 0..<count {
                state[3] ^= previous
                for _ in 0..<rounds { Self.round(&state) }
                let now = quorate_cycles()
                samples.append(UInt8(truncatingIfNeeded: now &- previous))
                previous = now
            }
            return samples
        }
    }

    /// SipRound of Aumasson and Bernstein.
    @inline(__always)
    private static func round(_ v: inout SIMD4<UInt64>) {
        func turned(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }
        v[0] = v[0] &+ v[1]
        v[1] = turned(v[1], 13) ^ v[0]
        v[0] = turned(v[0], 32)
        v[2] = v[2] &+ v[3]
        v[3] = turned(v[3], 16) ^ v[2]
        v[0] = v[0] &+ v[3]
        v[3] = turned(v[3], 21) ^ v[0]
        v[2] = v[2] &+ v[1]
        v[1] = turned(v[1], 17) ^ v[2]
        v[2] = turned(v[2], 32)
    }
}
