import KeyMap
import KeyMaterial
import Secrets
import Testing

/// Material that tests can keep in a list, with results as plain bytes.
final class SampleMaterial: Sendable {
    let material: KeyMaterial

    init(_ material: consuming KeyMaterial) {
        self.material = material
    }

    convenience init(importing bytes: [UInt8], _ spec: KeySpec) throws {
        let plaintext = SecretBytes(copying: bytes)
        self.init(try KeyMaterial(importing: plaintext, spec: spec))
    }

    convenience init(decoding bytes: [UInt8], _ spec: KeySpec) throws {
        self.init(try KeyMaterial(decoding: SecretBytes(copying: bytes), spec: spec))
    }

    var spec: KeySpec { material.spec }

    func perform(_ operation: KeyOperation) throws -> [UInt8] {
        try material.perform(operation).revealed()
    }

    func fingerprint(_ key: String) -> [UInt8] { material.fingerprint(key: KeyID(key)) }

    func publicKey() throws -> [UInt8] { try material.publicKey() }

    func pkcs8() throws -> [UInt8] { try material.privateKeyPKCS8().revealed() }

    func sign(_ message: [UInt8], _ algorithm: SignatureAlgorithm, isDigest: Bool = false) throws -> [UInt8] {
        try perform(.sign(algorithm, message: message, isDigest: isDigest))
    }

    func isValid(
        _ signature: [UInt8], _ message: [UInt8], _ algorithm: SignatureAlgorithm, isDigest: Bool = false
    ) throws -> Bool {
        try PublicKeyOperations.isValid(
            signature: signature, message: message, isDigest: isDigest, algorithm: algorithm, publicKey: publicKey(),
            spec: spec)
    }

    func encrypt(_ plaintext: [UInt8], _ algorithm: AsymmetricEncryption) throws -> [UInt8] {
        let secret = SecretBytes(copying: plaintext)
        return try PublicKeyOperations.encrypt(secret, algorithm: algorithm, publicKey: publicKey())
    }
}

extension SampleMaterial {
    /// One material of every asymmetric spec, made once: RSA takes its time.
    static func of(_ spec: KeySpec) throws -> SampleMaterial {
        try SampleMaterial(decoding: encodings[spec]?.get() ?? [], spec)
    }

    /// The same as ``encoded()`` would give away.
    static func encoding(of spec: KeySpec) throws -> [UInt8] { try encodings[spec]?.get() ?? [] }

    private static let encodings: [KeySpec: Result<[UInt8], any Error>] = {
        let specs = KeySpec.allCases.filter { $0.isAsymmetric && $0.allowsQuorumCustody }
        return Dictionary(
            uniqueKeysWithValues: specs.map { spec in
                (spec, Result { try KeyMaterial.generate(spec).encoded().revealed() })
            })
    }()
}

extension KeySpec {
    static let asymmetricInQuorum: [KeySpec] = [
        .p256, .p384, .p521, .secp256k1, .rsa2048, .rsa3072, .rsa4096, .mlDSA65, .mlDSA87,
    ]
    static let curves: [KeySpec] = [.p256, .p384, .p521, .secp256k1]
    static let rsa: [KeySpec] = [.rsa2048, .rsa3072, .rsa4096]
    static let macs: [KeySpec] = [.hmac224, .hmac256, .hmac384, .hmac512]
}

/// Expects one error by its code.
func expect(
    _ code: KeyMaterialError.Code, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) {
    #expect(throws: KeyMaterialError(code, ""), comment, sourceLocation: sourceLocation, performing: body)
}
