package import KeyMap
package import Secrets

/// What needs the public half only. Public keys are SubjectPublicKeyInfos in DER.
package enum PublicKeyOperations {
    /// Whether a signature is the message's.
    ///
    /// - Parameter isDigest: whether the message is the digest already.
    /// - Throws: ``KeyMaterialError``: `.wrongOperation` where keys of the spec do not have the algorithm, `.badInput` for a
    ///   digest of another length or a public key that is none of the spec.
    package static func isValid(
        signature: [UInt8], message: [UInt8], isDigest: Bool, algorithm: SignatureAlgorithm, publicKey: [UInt8],
        spec: KeySpec
    ) throws(KeyMaterialError) -> Bool {
        try spec.check(algorithm, isDigest: isDigest)
        switch (algorithm.scheme, spec.family) {
        case (.pss(let hash), .rsa(let bits)):
            let digest = try hash.digest(of: message, isDigest: isDigest)
            return try rsa(publicKey, bits: bits).isValidPSS(signature: signature, digest: digest, hash)
        case (.pkcs1(let hash), .rsa(let bits)):
            let digest = try hash.digest(of: message, isDigest: isDigest)
            return try rsa(publicKey, bits: bits).isValidPKCS1(signature: signature, digest: digest, hash)
        case (.ecdsa(let hash), .curve(let curve)):
            let digest = try hash.digest(of: message, isDigest: isDigest)
            return try ECKey(curve, publicKey: publicKey).isValid(signature: signature, digest: digest)
        case (.mlDSA, .mlDSA(let parameters)):
            return try MLDSAKey.isValid(
                signature: signature, message: message, parameters, publicKey: publicKey)
        default:
            throw KeyMaterialError(.wrongOperation, "keys of \(spec.rawValue) do not sign with \(algorithm.rawValue)")
        }
    }

    /// The ciphertext of a plaintext under an RSA public key: as long as its modulus.
    ///
    /// - Throws: ``KeyMaterialError`` with `.badInput` for a plaintext that is too long or a public key that is none of RSA
    ///   with 2048, 3072 or 4096 bits.
    package static func encrypt(
        _ plaintext: borrowing SecretBytes, algorithm: AsymmetricEncryption, publicKey: [UInt8]
    ) throws(KeyMaterialError) -> [UInt8] {
        try RSAKey(publicKey: publicKey).encrypt(plaintext, algorithm.hash)
    }

    private static func rsa(_ publicKey: [UInt8], bits: Int) throws(KeyMaterialError) -> RSAKey {
        let key = try RSAKey(publicKey: publicKey)
        guard key.bits == bits else {
            throw KeyMaterialError(.badInput, "a public key has \(key.bits) bits, not \(bits)")
        }
        return key
    }
}
