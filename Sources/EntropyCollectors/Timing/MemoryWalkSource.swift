import CShims
package import Entropy
import Synchronization

/// How long a walk over memory takes that no cache near the core holds: each step's place depends on what the step before
/// found. What varies is the state of caches, of the translation of addresses, of the memory and its refreshes, and of
/// whoever else uses them. A sample is the low 8 bits of the cycles of one walk.
package struct MemoryWalkSource: EntropySource {
    /// Bytes walked over.
    package static let size = 8 << 20
    /// Loads in a walk.
    package static let steps = 64

    package let description = SourceDescription(
        name: "memory-walk", kind: .timing, minEntropy: TimingClaim.memoryWalk.minEntropy,
        justification: TimingClaim.memoryWalk.justification)

    private let steps: Int
    private let memory: WalkedMemory

    /// - Parameters:
    ///   - size: bytes, a power of two, 8 at least.
    ///   - steps: loads in a walk. What is claimed was measured with the values that these have by themselves.
    package init(size: Int = size, steps: Int = steps) {
        self.steps = steps
        memory = WalkedMemory(size: size)
    }

    package func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        memory.withWords { words, place in
            let mask = words.count - 1
            var previous = quorate_cycles()
            var samples: [UInt8] = []
            samples.reserveCapacity(count)
            for _ in 0..<count {
                for _ in 0..<steps {
                    words[place] = words[place] &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    place = Int(truncatingIfNeeded: words[place] >> 33 ^ UInt64(truncatingIfNeeded: place)) & mask
                }
                let now = quorate_cycles()
                samples.append(UInt8(truncatingIfNeeded: now &- previous))
                previous = now
            }
            return samples
        }
    }
}

/// The memory of a walk, made when it is first walked over, and where the walk stands.
private final class WalkedMemory: Sendable {
    private struct State {
        var words: [UInt64] = []
        var place = 0
    }

    private let count: Int
    private let state = Mutex(State())

    init(size: Int) { count = size / MemoryLayout<UInt64>.size }

    func withWords<Result: Sendable>(_ body: (inout [UInt64], inout Int) -> Result) -> Result {
        state.withLock { state in
            if state.words.isEmpty { state.words = (0..<UInt64(count)).map { $0 &* 0x9E37_79B9_7F4A_7C15 } }
            return body(&state.words, &state.place)
        }
    }
}
