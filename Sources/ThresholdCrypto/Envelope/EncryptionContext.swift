import ByteCoding
import Crypto

/// An encryption context in its one encoding: sorted by the UTF-8 bytes of its keys, every key and value behind its
/// length. Associated data and PRF input both take it from here.
package struct EncryptionContext: Sendable {
    package let encoded: [UInt8]

    /// - Parameter pairs: in any order; a key is what its UTF-8 bytes are (Swift's `==` would merge canonical equivalents).
    package init(_ pairs: [(key: String, value: String)]) {
        var writer = ByteWriter()
        let sorted = pairs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        writer.write(UInt32(sorted.count))
        for (key, value) in sorted {
            writer.write(key)
            writer.write(value)
        }
        encoded = writer.bytes
    }

    /// SHA-256 of the encoding, 32 bytes: what custodians see of it.
    package var digest: [UInt8] {
        var transcript = Transcript("encryption context v1")
        transcript.append("context", encoded)
        return transcript.digest
    }
}
