package import KeyMap
package import Secrets

/// A new key pair that a client takes away, and of which nothing stays here.
package struct DataKeyPair: ~Copyable, Sendable {
    package let spec: KeySpec
    /// PKCS#8 in DER.
    package let privateKey: SecretBytes
    /// A SubjectPublicKeyInfo in DER.
    package let publicKey: [UInt8]

    /// The specs that a pair can have.
    package static let specs: [KeySpec] = [
        .rsa2048, .rsa3072, .rsa4096, .p256, .p384, .p521, .secp256k1, .ed25519,
    ]

    /// Makes a pair. One of RSA takes up to seconds.
    ///
    /// - Throws: ``KeyMaterialError`` with `.wrongOperation` for a spec that is not one of ``specs``.
    package init(generating spec: KeySpec) throws(KeyMaterialError) {
        guard Self.specs.contains(spec) else {
            throw KeyMaterialError(.wrongOperation, "there are no data key pairs of \(spec.rawValue)")
        }
        self = spec == .ed25519 ? try Self.ed25519() : try Self(try KeyMaterial.generate(spec))
    }

    private init(_ material: borrowing KeyMaterial) throws(KeyMaterialError) {
        let publicKey = try material.publicKey()
        self.init(spec: material.spec, privateKey: try material.privateKeyPKCS8(), publicKey: publicKey)
    }

    private init(spec: KeySpec, privateKey: consuming SecretBytes, publicKey: [UInt8]) {
        self.spec = spec
        self.privateKey = privateKey
        self.publicKey = publicKey
    }

    private static func ed25519() throws(KeyMaterialError) -> DataKeyPair {
        let pair = try Ed25519KeyPair()
        let privateKey = PrivateKeyInfo.encode(
            algorithm: Ed25519KeyPair.algorithm, prefix: DER.header(DER.octetString, pair.seed.count), key: pair.seed)
        let publicKey = SubjectPublicKeyInfo.encode(algorithm: Ed25519KeyPair.algorithm, key: pair.publicKey)
        return DataKeyPair(spec: .ed25519, privateKey: privateKey, publicKey: publicKey)
    }
}
