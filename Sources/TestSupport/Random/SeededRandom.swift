import Crypto
import Secrets
import Synchronization
import Testing

/// Names a repeatable run of a property test.
package struct Seed: Hashable, Sendable, CustomTestStringConvertible {
    package let value: UInt64

    package init(_ value: UInt64) {
        self.value = value
    }

    /// The seeds 0, 1, 2 ...
    package static func first(_ count: Int) -> [Seed] {
        (0..<UInt64(count)).map { Seed($0) }
    }

    package var testDescription: String { "seed \(value)" }

    /// A generator that yields the same bytes at every run.
    package var random: SeededRandom { SeededRandom(value) }
}

/// SHA-512 in counter mode: repeatable bytes that a second implementation in any language can make too
/// (`Scripts/known-answers/seeded.py`).
package final class SeededRandom: RandomSource {
    private struct State {
        var block: [UInt8] = []
        var counter: UInt64 = 0
    }

    private let prefix: [UInt8]
    private let state = Mutex(State())

    /// - Parameter stream: keeps the generators of one seed apart.
    package init(_ seed: UInt64, stream: String = "") {
        prefix = Array("quorate test randomness".utf8) + Self.bigEndian(seed) + Array(stream.utf8)
    }

    package func fill(_ bytes: UnsafeMutableRawBufferPointer) {
        state.withLock { state in
            for position in 0..<bytes.count {
                if state.block.isEmpty {
                    state.block = SHA512.hash(data: prefix + Self.bigEndian(state.counter)).reversed()
                    state.counter += 1
                }
                unsafe bytes[position] = state.block.removeLast()
            }
        }
    }

    /// A number in `range`, close enough to uniform for a test.
    package func number(in range: Range<Int>) -> Int {
        let word = bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return range.lowerBound + Int(word % UInt64(range.count))
    }

    private static func bigEndian(_ value: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt64($0)) }
    }
}
