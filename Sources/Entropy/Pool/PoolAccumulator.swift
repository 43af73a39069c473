import Crypto
import Secrets

/// The 32 pools of Fortuna (Ferguson, Schneier, Kohno, Cryptography Engineering, section 9.5): every source spreads its
/// blocks over all of them in turn, and the i-th pool is used at each 2^i-th reseed. Whoever knows the generator's state and
/// all but one of the sources is shaken off by the first pool that has gathered enough of that one.
struct PoolAccumulator {
    static let count = 32

    private struct Pool {
        var hash = SHA512()
        var bits = 0
        var sources: [String: Int] = [:]
    }

    private var pools = [Pool](repeating: Pool(), count: PoolAccumulator.count)
    /// Into which pool each source's next block goes.
    private var next: [String: Int] = [:]
    /// How often the generator was reseeded from here.
    private(set) var reseeds: UInt64 = 0

    /// Bits of min-entropy in the first pool, of the blocks since the last reseed.
    var level: Int { pools[0].bits }

    mutating func add(_ block: EntropyBlock) {
        let index = next[block.source] ?? 0
        next[block.source] = (index + 1) % Self.count
        let length = UInt64(block.source.utf8.count)
        unsafe withUnsafeBytes(of: length.littleEndian) { unsafe pools[index].hash.update(bufferPointer: $0) }
        pools[index].hash.update(data: Array(block.source.utf8))
        unsafe block.digest.withUnsafeBytes { unsafe pools[index].hash.update(bufferPointer: $0) }
        pools[index].bits += block.bits
        pools[index].sources[block.source, default: 0] += block.bits
    }

    /// Counts what a source gave so far as no entropy. It stays in the pools.
    mutating func discredit(_ source: String) {
        for index in pools.indices {
            guard let bits = pools[index].sources.removeValue(forKey: source) else { continue }
            pools[index].bits -= bits
        }
    }

    /// What a reseed is made of.
    struct Drained: ~Copyable {
        /// 64 bytes.
        let digest: SecretBytes
        /// Bits of each source.
        let sources: [String: Int]
    }

    /// What the next reseed uses, which empties the pools that it comes from.
    mutating func drain() -> Drained {
        reseeds += 1
        var hash = SHA512()
        hash.update(data: Array("quorate entropy pools v1".utf8))
        var sources: [String: Int] = [:]
        for index in pools.indices where reseeds.isMultiple(of: 1 << UInt64(index)) {
            let digest = pools[index].hash.finalize()
            hash.update(data: [UInt8(index)])
            hash.update(data: Array(digest))
            sources.merge(pools[index].sources, uniquingKeysWith: +)
            pools[index] = Pool()
        }
        return Drained(digest: SecretBytes(hash.finalize()), sources: sources)
    }
}
