import Secrets
import Synchronization

/// Yields given bytes, as test vectors list them; zeros after their end, and says how many it was asked for.
package final class FixedRandom: RandomSource {
    private let bytes: [UInt8]
    private let position = Mutex(0)

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// How many bytes were drawn.
    package var drawn: Int { position.withLock { $0 } }

    package func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        position.withLock { position in
            for offset in 0..<buffer.count {
                unsafe buffer[offset] = position < bytes.count ? bytes[position] : 0
                position += 1
            }
        }
    }
}
