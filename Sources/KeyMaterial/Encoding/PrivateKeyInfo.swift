import Secrets

/// Private keys as PKCS#8 writes them (RFC 5208; RFC 5958).
enum PrivateKeyInfo {
    /// - Parameters:
    ///   - algorithm: the content of the AlgorithmIdentifier, in DER.
    ///   - key: the secret part of the content of the OCTET STRING.
    ///   - prefix: what stands before it there.
    ///   - suffix: what stands behind it there.
    static func encode(
        algorithm: [UInt8], prefix: [UInt8] = [], key: borrowing SecretBytes, suffix: [UInt8] = []
    ) -> SecretBytes {
        let header =
            DER.value(DER.integer, [0]) + DER.value(DER.sequence, algorithm)
            + DER.header(DER.octetString, prefix.count + key.count + suffix.count) + prefix
        let before = DER.header(DER.sequence, header.count + key.count + suffix.count) + header
        return unsafe SecretBytes(count: before.count + key.count + suffix.count) { result in
            unsafe key.withUnsafeBytes { key in
                unsafe result.copyBytes(from: before)
                unsafe UnsafeMutableRawBufferPointer(rebasing: result[before.count...]).copyMemory(from: key)
                unsafe UnsafeMutableRawBufferPointer(rebasing: result[(before.count + key.count)...])
                    .copyBytes(from: suffix)
            }
        }
    }

    /// Where the content of the OCTET STRING lies; nil where the encoding is malformed or the algorithm another.
    /// Attributes and a public key behind it are passed over.
    static func key(in bytes: RawSpan, algorithm: [UInt8]) -> Range<Int>? {
        var outer = DERCursor(0..<bytes.byteCount)
        guard let content = outer.next(DER.sequence, in: bytes), outer.isAtEnd else { return nil }
        var inner = DERCursor(content)
        guard let version = inner.next(DER.integer, in: bytes),
            bytes.holds([0], in: version) || bytes.holds([1], in: version),
            let identifier = inner.next(DER.sequence, in: bytes), bytes.holds(algorithm, in: identifier),
            let key = inner.next(DER.octetString, in: bytes)
        else { return nil }
        _ = inner.next(0xa0, in: bytes)
        _ = inner.next(0x81, in: bytes)
        return inner.isAtEnd ? key : nil
    }
}
