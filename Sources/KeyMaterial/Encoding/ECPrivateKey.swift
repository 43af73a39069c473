import Secrets

/// The content of a PKCS#8 OCTET STRING for elliptic curves (RFC 5915, section 3).
enum ECPrivateKey {
    /// What stands before the scalar in an encoding whose parts have these lengths.
    static func prefix(_ curve: EllipticCurve) -> [UInt8] {
        let head = DER.value(DER.integer, [1]) + DER.header(DER.octetString, curve.byteCount)
        let count =
            head.count + curve.byteCount + suffix(point: [UInt8](repeating: 0, count: 1 + 2 * curve.byteCount)).count
        return DER.header(DER.sequence, count) + head
    }

    /// What stands behind it: the public key.
    static func suffix(point: [UInt8]) -> [UInt8] {
        DER.value(0xa1, DER.value(DER.bitString, [0] + point))
    }

    /// Where the scalar and, if it is there, the public point lie; nil where the encoding is malformed or names another
    /// curve.
    static func parse(
        _ bytes: RawSpan, in range: Range<Int>, curve: EllipticCurve
    ) -> (scalar: Range<Int>, point: Range<Int>?)? {
        var outer = DERCursor(range)
        guard let content = outer.next(DER.sequence, in: bytes), outer.isAtEnd else { return nil }
        var inner = DERCursor(content)
        guard let version = inner.next(DER.integer, in: bytes), bytes.holds([1], in: version),
            let scalar = inner.next(DER.octetString, in: bytes)
        else { return nil }
        if let parameters = inner.next(0xa0, in: bytes), !bytes.holds(curve.name, in: parameters) { return nil }
        guard let tagged = inner.next(0xa1, in: bytes) else { return inner.isAtEnd ? (scalar, nil) : nil }
        var last = DERCursor(tagged)
        guard inner.isAtEnd, let point = last.next(DER.bitString, in: bytes), last.isAtEnd else { return nil }
        return (scalar, point)
    }
}
