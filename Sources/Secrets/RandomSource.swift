import CShims

/// Where randomness comes from. Layers 0 and 1 take it as an argument, so that tests can repeat a run and the entropy
/// pool can feed key generation.
package protocol RandomSource: Sendable {
    /// Fills `bytes` with uniformly random bytes.
    func fill(_ bytes: UnsafeMutableRawBufferPointer)
}

/// The operating system's generator. What makes keys draws from ``ProcessRandom``.
package struct SystemRandom: RandomSource {
    package init() {}

    package func fill(_ bytes: UnsafeMutableRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        // Nothing that goes on without random bytes is safe.
        guard unsafe quorate_random(base, bytes.count) == 0 else { fatalError("the kernel gives no random bytes") }
    }
}

extension RandomSource {
    /// 64 random bits that need not be kept secret.
    package var word: UInt64 { bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }

    /// Random bytes that need not be kept secret: nonces, session ids.
    package func bytes(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            unsafe fill(UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]))
            initialized = count
        }
    }
}
