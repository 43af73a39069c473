import COpenSSL
package import Secrets

/// CTR_DRBG of SP 800-90A rev. 1, section 10.2.1, with AES-256 and without a derivation function: seeds have full entropy.
///
/// Section 10.2.1's letters: Key and V are inside an AES-256-CTR stream, which always stands before block V + 1.
@safe
package struct CounterGenerator: ~Copyable, @unchecked Sendable {
    // Unchecked: the stream has one owner, and is only used through `mutating` functions.
    private let stream: OpaquePointer
    /// seedlen, bytes.
    package static let seedCount = 48
    /// max_number_of_bits_per_request, in bytes.
    package static let requestLimit = 1 << 16

    private static let blockCount = 16
    private static let keyCount = 32

    /// How many requests have been served since the generator was seeded.
    package private(set) var requests: UInt64 = 0

    /// Instantiates the generator (10.2.1.3.1).
    ///
    /// - Parameters:
    ///   - seed: ``seedCount`` bytes of full entropy.
    ///   - personalization: ``seedCount`` bytes at most.
    package init(seed: borrowing SecretBytes, personalization: [UInt8] = []) {
        precondition(seed.count == Self.seedCount && personalization.count <= Self.seedCount)
        guard let stream = unsafe EVP_CIPHER_CTX_new() else { fatalError("OpenSSL has no memory for a cipher") }
        unsafe self.stream = stream
        // Key is 0, and so is V.
        rekey([UInt8](repeating: 0, count: Self.seedCount))
        update(Self.mixed(seed, personalization))
    }

    deinit {
        // Wipes key and counter.
        unsafe EVP_CIPHER_CTX_free(stream)
    }

    /// Takes a new seed in beside the state (10.2.1.4.1).
    ///
    /// - Parameters: as for the first one.
    package mutating func reseed(_ seed: borrowing SecretBytes, additional: [UInt8] = []) {
        precondition(seed.count == Self.seedCount && additional.count <= Self.seedCount)
        update(Self.mixed(seed, additional))
        requests = 0
    }

    /// Generates pseudorandom bytes (10.2.1.5.1). What was generated before cannot be found from the state afterwards.
    ///
    /// - Parameters:
    ///   - bytes: ``requestLimit`` at most.
    ///   - additional: taken in before; ``seedCount`` bytes, or none.
    package mutating func generate(_ bytes: UnsafeMutableRawBufferPointer, additional: [UInt8] = []) {
        precondition(bytes.count <= Self.requestLimit && (additional.isEmpty || additional.count == Self.seedCount))
        if !additional.isEmpty { update(additional) }
        unsafe keystream(into: bytes)
        let left = bytes.count % Self.blockCount
        if left > 0 { skip(Self.blockCount - left) }
        update(additional.isEmpty ? [UInt8](repeating: 0, count: Self.seedCount) : additional)
        requests += 1
    }

    private static func mixed(_ seed: borrowing SecretBytes, _ other: [UInt8]) -> [UInt8] {
        var mixed = seed.revealed()
        for position in other.indices { mixed[position] ^= other[position] }
        return mixed
    }

    /// CTR_DRBG_Update (10.2.1.2).
    private mutating func update(_ provided: consuming [UInt8]) {
        var next = [UInt8](repeating: 0, count: Self.seedCount)
        unsafe next.withUnsafeMutableBytes { unsafe keystream(into: $0) }
        for position in next.indices { next[position] ^= provided[position] }
        rekey(next)
        next.wipe()
        provided.wipe()
    }

    /// Sets Key and V. The stream stands before V + 1 (mod 2^128).
    private func rekey(_ state: [UInt8]) {
        var next = Array(state[Self.keyCount...])
        for position in next.indices.reversed() {
            next[position] &+= 1
            if next[position] != 0 { break }
        }
        check(
            unsafe state.withUnsafeBufferPointer { key in
                unsafe EVP_EncryptInit_ex(stream, EVP_aes_256_ctr(), nil, key.baseAddress, next)
            })
        next.wipe()
    }

    private func skip(_ count: Int) {
        var rest = [UInt8](repeating: 0, count: count)
        unsafe rest.withUnsafeMutableBytes { unsafe keystream(into: $0) }
        rest.wipe()
    }

    /// The next bytes of the stream.
    private func keystream(into bytes: UnsafeMutableRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0)
        let target = unsafe base.assumingMemoryBound(to: UInt8.self)
        var written: Int32 = 0
        check(unsafe EVP_EncryptUpdate(stream, target, &written, target, Int32(bytes.count)))
    }

    /// A generator that cannot generate must not go on: what it would leave in place of random bytes is zeros.
    private func check(_ status: Int32) {
        guard status == 1 else { fatalError("OpenSSL's AES-256 failed: no random bytes can be made") }
    }
}
