package import KeyMap
package import Secrets

extension KeyMaterial {
    /// Material from outside, everything about it checked. An RSA key takes up to seconds.
    ///
    /// - Parameter plaintext: raw bytes for SYMMETRIC_DEFAULT (32) and HMAC specs (as long as the digest), PKCS#8 in DER for
    ///   elliptic curves and RSA.
    /// - Throws: ``KeyMaterialError`` with `.badMaterial`; `.wrongOperation` for specs that are not imported.
    package init(importing plaintext: borrowing SecretBytes, spec: KeySpec) throws(KeyMaterialError) {
        switch spec.family {
        case .domain, .mac:
            guard plaintext.count == spec.rawByteCount else { throw Self.wrongLength(plaintext.count, spec) }
            self.init(spec: spec, secret: SecretBytes(copying: plaintext.bytes))
        case .curve(let curve):
            self.init(spec: spec, secret: try Self.importing(plaintext.bytes, curve))
        case .rsa(let bits):
            let range = try Self.key(in: plaintext.bytes, algorithm: RSAKey.algorithm)
            let key = try RSAKey(privateKey: plaintext.bytes.extracting(range), bits: bits)
            try key.validate()
            self.init(spec: spec, secret: try key.privateKeyEncoding())
        case .mlDSA, .none:
            throw KeyMaterialError(.wrongOperation, "material of \(spec.rawValue) is not imported")
        }
    }

    private static func importing(_ bytes: RawSpan, _ curve: EllipticCurve) throws(KeyMaterialError) -> SecretBytes {
        let range = try key(in: bytes, algorithm: curve.algorithm)
        guard let parts = ECPrivateKey.parse(bytes, in: range, curve: curve) else {
            throw KeyMaterialError(.badMaterial, "a private key is not an ECPrivateKey of its curve in DER")
        }
        let key = try ECKey(curve, scalar: bytes.extracting(parts.scalar))
        let point = [0] + (try key.point())
        if let given = parts.point, !bytes.holds(point, in: given) {
            throw KeyMaterialError(.badMaterial, "a public key is not the private key's")
        }
        return try key.scalar()
    }

    private static func key(in bytes: RawSpan, algorithm: [UInt8]) throws(KeyMaterialError) -> Range<Int> {
        guard bytes.byteCount <= 8_192, let range = PrivateKeyInfo.key(in: bytes, algorithm: algorithm) else {
            throw KeyMaterialError(.badMaterial, "a private key is not in PKCS#8, or of another kind than the key")
        }
        return range
    }
}
