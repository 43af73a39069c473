package import KeyMap
import KeyMaterial
import Secrets

extension FuzzTarget {
    /// Keys from outside: PKCS#8 and raw material of an import, public keys of clients. An input's first byte says the
    /// spec and, above 127, that the rest is a public key.
    static let keyMaterial = FuzzTarget("key-material", mutations: 1_500) { (bytes) throws(BrokenProperty) in
        guard let first = bytes.first, let spec = spec(first) else { return false }
        let encoding = Array(bytes.dropFirst())
        return first < 128 ? try checkImport(encoding, spec) : try checkPublicKey(encoding, spec)
    }

    /// In an order that stays: the numbers stand in the corpus.
    package static let specs: [KeySpec] = [
        .symmetricDefault, .hmac224, .hmac256, .hmac384, .hmac512, .p256, .p384, .p521, .secp256k1, .rsa2048,
        .rsa3072, .rsa4096, .mlDSA65, .mlDSA87, .ed25519,
    ]

    private static func spec(_ byte: UInt8) -> KeySpec? {
        let index = Int(byte & 127)
        return index < specs.count ? specs[index] : nil
    }

    /// What is imported decodes from its own encoding, and a private key can be imported again as it is exported.
    private static func checkImport(_ plaintext: [UInt8], _ spec: KeySpec) throws(BrokenProperty) -> Bool {
        guard let material = imported(plaintext, spec) else { return false }
        let encoded = material.encoded().revealed()
        guard let decoded = try? KeyMaterial(decoding: SecretBytes(copying: encoded), spec: spec) else {
            throw BrokenProperty("imported \(spec.rawValue) material does not decode from its own encoding")
        }
        guard spec.isAsymmetric else { return true }
        guard let publicKey = try? decoded.publicKey(), let exported = try? decoded.privateKeyPKCS8().revealed(),
            let again = imported(exported, spec)
        else { throw BrokenProperty("an imported \(spec.rawValue) key cannot be imported as it is exported") }
        try require((try? again.publicKey()) == publicKey, "an imported \(spec.rawValue) key changes its public half")
        try require(again.encoded().revealed() == encoded, "an imported \(spec.rawValue) key is another one again")
        return true
    }

    private static func imported(_ plaintext: [UInt8], _ spec: KeySpec) -> KeyMaterial? {
        try? KeyMaterial(importing: SecretBytes(copying: plaintext), spec: spec)
    }

    /// A point of a curve is the same point compressed and back; a key of RSA encrypts; neither takes a signature of
    /// zeros.
    private static func checkPublicKey(_ publicKey: [UInt8], _ spec: KeySpec) throws(BrokenProperty) -> Bool {
        for algorithm in SignatureAlgorithm.allCases {
            let isValid = try? PublicKeyOperations.isValid(
                signature: [UInt8](repeating: 0, count: 64), message: [1], isDigest: false, algorithm: algorithm,
                publicKey: publicKey, spec: spec)
            try require(isValid != true, "a public key of \(spec.rawValue) takes a signature of zeros")
        }
        if let point = try? PublicKeyOperations.compressedPoint(of: publicKey, spec: spec) {
            guard let whole = try? PublicKeyOperations.publicKey(compressedPoint: point, spec: spec) else {
                throw BrokenProperty("a point of \(spec.rawValue) is refused when it is compressed")
            }
            try require(
                (try? PublicKeyOperations.compressedPoint(of: whole, spec: spec)) == point,
                "a point of \(spec.rawValue) is another one when it is compressed")
            return true
        }
        let sealed = try? PublicKeyOperations.encrypt(
            SecretBytes(copying: [1, 2, 3]), algorithm: .oaepSHA256, publicKey: publicKey)
        return sealed != nil
    }
}
