import ByteCoding
package import KeyMap
package import Secrets

extension KeyMaterial {
    /// The public half as a SubjectPublicKeyInfo in DER; empty for symmetric specs.
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`.
    package borrowing func publicKey() throws(KeyMaterialError) -> [UInt8] {
        switch spec.family {
        case .domain, .mac, .none: []
        case .curve(let curve):
            SubjectPublicKeyInfo.encode(
                algorithm: curve.algorithm, key: try ECKey(curve, scalar: secret.bytes).point())
        case .rsa(let bits):
            SubjectPublicKeyInfo.encode(
                algorithm: RSAKey.algorithm,
                key: try RSAKey(privateKey: secret.bytes, bits: bits).publicKeyEncoding())
        case .mlDSA(let parameters):
            SubjectPublicKeyInfo.encode(
                algorithm: parameters.algorithm, key: try MLDSAKey.publicKey(parameters, seed: secret))
        }
    }

    /// The private key as PKCS#8 in DER: with the public key behind the scalar for elliptic curves (RFC 5915), as the seed
    /// alone for ML-DSA (RFC 9881, section 6).
    ///
    /// - Throws: ``KeyMaterialError`` with `.wrongOperation` for symmetric specs.
    package borrowing func privateKeyPKCS8() throws(KeyMaterialError) -> SecretBytes {
        switch spec.family {
        case .curve(let curve):
            let point = try ECKey(curve, scalar: secret.bytes).point()
            return PrivateKeyInfo.encode(
                algorithm: curve.algorithm, prefix: ECPrivateKey.prefix(curve), key: secret,
                suffix: ECPrivateKey.suffix(point: point))
        case .rsa:
            return PrivateKeyInfo.encode(algorithm: RSAKey.algorithm, key: secret)
        case .mlDSA(let parameters):
            return PrivateKeyInfo.encode(
                algorithm: parameters.algorithm, prefix: DER.header(0x80, secret.count), key: secret)
        case .domain, .mac, .none:
            throw KeyMaterialError(.wrongOperation, "\(spec.rawValue) has no private key")
        }
    }

    /// 32 bytes that tell imported material from other material of the same key: HMAC-SHA-256 under the material's
    /// encoding, over the spec and the key's id. The same numbers in another order are other material.
    package borrowing func fingerprint(key: KeyID) -> [UInt8] {
        var message = ByteWriter()
        message.write("quorate key fingerprint v1")
        message.write(spec.rawValue)
        message.write(key.description)
        return HMAC.code(.sha256, key: secret, message.bytes).revealed()
    }
}
