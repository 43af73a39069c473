import KeyMap
package import Secrets

extension KeyMaterial {
    /// Does the operation.
    ///
    /// - Returns: a MAC; a signature (RSA, ML-DSA, or ECDSA in DER); a plaintext; a shared secret; one byte, 1 or 0, for
    ///   `verifyMAC`; 64 bytes for `evaluate`.
    /// - Throws: ``KeyMaterialError``: `.wrongOperation` where keys of the spec have neither operation nor algorithm,
    ///   `.badInput` where the client gave what cannot be used, `.decryptionFailed`, or `.library`.
    package borrowing func perform(_ operation: KeyOperation) throws(KeyMaterialError) -> SecretBytes {
        guard spec.rawByteCount == nil || secret.count == spec.rawByteCount else {
            throw Self.wrongLength(secret.count, spec)
        }
        switch (operation, spec.family) {
        case (.evaluate(let input), .domain):
            return HMAC.code(.sha512, key: secret, input)
        case (.generateMAC(let message), .mac(let algorithm)):
            return HMAC.code(algorithm.hash, key: secret, message)
        case (.verifyMAC(let message, let mac), .mac(let algorithm)):
            let isValid = HMAC.code(algorithm.hash, key: secret, message).isEqual(to: SecretBytes(copying: mac))
            return SecretBytes(copying: [isValid ? 1 : 0])
        case (.sign(let algorithm, let message, let isDigest), _):
            return SecretBytes(copying: try sign(message, isDigest: isDigest, algorithm))
        case (.decrypt(let algorithm, let ciphertext), .rsa(let bits)):
            return try RSAKey(privateKey: secret.bytes, bits: bits).decrypt(ciphertext, algorithm.hash)
        case (.agree(let publicKey), .curve(let curve)) where spec.usages.contains(.keyAgreement):
            let peer = try ECKey(curve, publicKey: publicKey)
            return try ECKey(curve, scalar: secret.bytes).sharedSecret(with: peer)
        default:
            throw KeyMaterialError(.wrongOperation, "keys of \(spec.rawValue) do not \(operation.kind)")
        }
    }

    private borrowing func sign(
        _ message: [UInt8], isDigest: Bool, _ algorithm: SignatureAlgorithm
    ) throws(KeyMaterialError) -> [UInt8] {
        try spec.check(algorithm, isDigest: isDigest)
        switch (algorithm.scheme, spec.family) {
        case (.pss(let hash), .rsa(let bits)):
            let digest = try hash.digest(of: message, isDigest: isDigest)
            return try RSAKey(privateKey: secret.bytes, bits: bits).signPSS(digest, hash)
        case (.pkcs1(let hash), .rsa(let bits)):
            let digest = try hash.digest(of: message, isDigest: isDigest)
            return try RSAKey(privateKey: secret.bytes, bits: bits).signPKCS1(digest, hash)
        case (.ecdsa(let hash), .curve(let curve)):
            let digest = try hash.digest(of: message, isDigest: isDigest)
            return try ECKey(curve, scalar: secret.bytes).sign(digest)
        case (.mlDSA, .mlDSA(let parameters)):
            return try MLDSAKey.sign(message, parameters, seed: secret)
        default:
            throw KeyMaterialError(.wrongOperation, "keys of \(spec.rawValue) do not sign with \(algorithm.rawValue)")
        }
    }
}

extension KeySpec {
    /// - Throws: ``KeyMaterialError`` with `.wrongOperation` where keys of the spec do not have the algorithm, and
    ///   `.badInput` where it takes no digests.
    func check(_ algorithm: SignatureAlgorithm, isDigest: Bool) throws(KeyMaterialError) {
        guard signatureAlgorithms.contains(algorithm) else {
            throw KeyMaterialError(.wrongOperation, "keys of \(rawValue) do not sign with \(algorithm.rawValue)")
        }
        guard !isDigest || algorithm.digestByteCount != nil else {
            throw KeyMaterialError(.badInput, "\(algorithm.rawValue) signs messages, not digests")
        }
    }
}
