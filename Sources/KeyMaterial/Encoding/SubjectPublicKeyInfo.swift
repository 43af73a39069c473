/// Public keys as X.509 writes them (RFC 5280, section 4.1.2.7).
enum SubjectPublicKeyInfo {
    /// - Parameters:
    ///   - algorithm: the content of the AlgorithmIdentifier, in DER.
    ///   - key: the content of the BIT STRING, whole bytes.
    static func encode(algorithm: [UInt8], key: [UInt8]) -> [UInt8] {
        DER.value(DER.sequence, DER.value(DER.sequence, algorithm) + DER.value(DER.bitString, [0] + key))
    }

    /// The content of the BIT STRING.
    ///
    /// - Throws: ``KeyMaterialError`` with `.badInput` where the encoding is malformed or the algorithm another.
    static func key(of encoding: [UInt8], algorithm: [UInt8]) throws(KeyMaterialError) -> [UInt8] {
        guard encoding.count <= 8_192, let key = parse(encoding, algorithm: algorithm) else {
            throw KeyMaterialError(.badInput, "a public key is malformed or of another kind than the key")
        }
        return key
    }

    private static func parse(_ encoding: [UInt8], algorithm: [UInt8]) -> [UInt8]? {
        let bytes = unsafe encoding.span.bytes
        var outer = DERCursor(0..<encoding.count)
        guard let content = outer.next(DER.sequence, in: bytes), outer.isAtEnd else { return nil }
        var inner = DERCursor(content)
        guard let identifier = inner.next(DER.sequence, in: bytes), bytes.holds(algorithm, in: identifier),
            let bits = inner.next(DER.bitString, in: bytes), inner.isAtEnd,
            let first = bits.first, encoding[first] == 0
        else { return nil }
        return Array(encoding[bits.dropFirst()])
    }
}
