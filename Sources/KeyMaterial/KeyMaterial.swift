package import KeyMap
package import Secrets

/// Whole key material for as long as one operation takes.
package struct KeyMaterial: ~Copyable, Sendable {
    package let spec: KeySpec
    /// What ``encoded()`` gives away.
    let secret: SecretBytes

    /// For what was checked or made here.
    init(spec: KeySpec, secret: consuming SecretBytes) {
        self.spec = spec
        self.secret = secret
    }

    /// The material as it was sealed.
    ///
    /// Lengths and ranges are checked; that the numbers of an RSA key fit together is not, because they were checked
    /// before the sealing.
    ///
    /// - Parameter encoding: what ``encoded()`` gave.
    /// - Throws: ``KeyMaterialError`` with `.badMaterial`.
    package init(decoding encoding: consuming SecretBytes, spec: KeySpec) throws(KeyMaterialError) {
        let count = encoding.count
        switch spec.family {
        case .domain, .mac:
            guard count == spec.rawByteCount else { throw Self.wrongLength(count, spec) }
        case .mlDSA:
            guard count == MLDSAParameters.seedByteCount else { throw Self.wrongLength(count, spec) }
        case .curve(let curve): _ = try ECKey(curve, scalar: encoding.bytes)
        case .rsa(let bits): _ = try RSAKey(privateKey: encoding.bytes, bits: bits)
        case .none: throw KeyMaterialError(.badMaterial, "there is no whole material of \(spec.rawValue)")
        }
        self.init(spec: spec, secret: encoding)
    }

    /// The material, to be sealed: raw bytes (HMAC specs and SYMMETRIC_DEFAULT), a big-endian scalar as long as a
    /// coordinate (elliptic curves), an RSAPrivateKey in DER (RSA; RFC 8017, appendix A.1.2), or a seed of 32 bytes
    /// (ML-DSA).
    package consuming func encoded() -> SecretBytes { secret }

    static func wrongLength(_ count: Int, _ spec: KeySpec) -> KeyMaterialError {
        KeyMaterialError(.badMaterial, "\(count) bytes are not the length of \(spec.rawValue) material")
    }
}
