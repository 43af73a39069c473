import Entropy
import Synchronization

/// A source that does what a test says.
final class ScriptedSource: EntropySource {
    let description: SourceDescription
    private let reads = Mutex(0)
    private let script: @Sendable (_ read: Int, _ count: Int) throws(SourceFailure) -> [UInt8]

    /// - Parameter script: gets the number of the read, from 0, and how many samples are asked for.
    init(
        _ name: String, kind: SourceDescription.Kind = .token, minEntropy: Double = 1,
        _ script: @escaping @Sendable (_ read: Int, _ count: Int) throws(SourceFailure) -> [UInt8] = { read, count in
            ScriptedSource.noise(read, count)
        }
    ) {
        description = SourceDescription(
            name: name, kind: kind, minEntropy: minEntropy, justification: "a test says so")
        self.script = script
    }

    var readCount: Int { reads.withLock { $0 } }

    func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        let read = reads.withLock { reads in
            defer { reads += 1 }
            return reads
        }
        return try script(read, count)
    }

    /// Samples that look random: SplitMix64 from a seed.
    static func noise(_ seed: Int, _ count: Int) -> [UInt8] {
        var state = UInt64(truncatingIfNeeded: seed) &* 0x2545_F491_4F6C_DD1D
        return (0..<count).map { _ in
            state &+= 0x9E37_79B9_7F4A_7C15
            let mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            return UInt8(truncatingIfNeeded: mixed >> 32)
        }
    }
}
