import Crypto
import Secrets

/// The vetted conditioning component of one source (SP 800-90B, 3.1.5.1.1: an approved hash function, SHA-512): takes raw
/// samples until they hold enough, and makes a block of full entropy of them.
package struct EntropyConditioner: ~Copyable {
    /// Bits of a block, n_out.
    package static let outputBits = 512
    /// What a block takes: n_out + 64 bits of min-entropy, for full entropy by SP 800-90C (3.3.2's FE rule).
    package static let inputBits = Double(outputBits + 64)
    /// After how many samples a source of which nothing is claimed gives a block, which counts as no entropy.
    package static let uncreditedSamples = 4_096

    private let name: String
    private var hash = SHA512()
    private var samples = 0
    private var credit = 0.0

    /// - Parameter name: of the source; no two sources make the same of the same samples.
    init(name: String) {
        self.name = name
        begin()
    }

    /// Takes samples in.
    ///
    /// - Parameters:
    ///   - samples: as they came.
    ///   - minEntropy: bits in each of them; 0 credits nothing.
    /// - Returns: a block, if that was enough for one.
    mutating func absorb(_ samples: [UInt8], minEntropy: Double) -> EntropyBlock? {
        hash.update(data: samples)
        self.samples += samples.count
        credit += Double(samples.count) * minEntropy
        let isFull = minEntropy > 0 ? credit >= Self.inputBits : self.samples >= Self.uncreditedSamples
        guard isFull else { return nil }
        let block = EntropyBlock(
            source: name, bits: minEntropy > 0 ? Self.outputBits : 0, digest: SecretBytes(hash.finalize()))
        begin()
        return block
    }

    /// Forgets what was absorbed since the last block: the samples of a source that failed its health tests.
    mutating func begin() {
        hash = SHA512()
        hash.update(data: Array("quorate entropy conditioner v1 \(name)".utf8))
        samples = 0
        credit = 0
    }
}

/// Conditioned output of one source, on its way into the pool.
package final class EntropyBlock: Sendable {
    package let source: String
    /// Of min-entropy in it: all of its bits, or none where nothing is claimed of the source.
    package let bits: Int
    /// 64 bytes.
    let digest: SecretBytes

    init(source: String, bits: Int, digest: consuming SecretBytes) {
        self.source = source
        self.bits = bits
        self.digest = digest
    }
}
