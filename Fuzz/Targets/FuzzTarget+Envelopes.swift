import ByteCoding
import Secrets
import ThresholdCrypto

extension FuzzTarget {
    /// The ciphertext blob: what decodes encodes to the same bytes, and opens under one key at most.
    static let envelopes = FuzzTarget("envelopes") { (bytes) throws(BrokenProperty) in
        guard let envelope = try? Envelope(decoding: bytes) else { return false }
        try require(envelope.encoded == bytes, "a ciphertext decodes from bytes that are not its encoding")
        let opens = [corpusKey, otherKey].filter { key in
            do throws(EnvelopeError) {
                _ = try envelope.open(
                    under: SecretBytes(copying: key), context: EncryptionContext([("purpose", "fuzzing")]))
                return true
            } catch {
                return false
            }
        }
        try require(opens.isEmpty || opens == [corpusKey], "a ciphertext opens under a key that did not make it")
        return true
    }

    /// The PRF's output that the corpus is encrypted under.
    package static let corpusKey = [UInt8](0..<64)
    private static let otherKey = [UInt8](1...64)
}
