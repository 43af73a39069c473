import AWSProtocol
import AccessPolicy
import AuditLog
import Coordination
import KeyMap
import KeyMaterial
import Secrets
import ThresholdCrypto

extension EncryptRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "encryptionAlgorithm": .string(algorithm.rawValue),
            "encryptionContext": AuditValue(encryptionContext), "dryRun": isDryRun ? true : nil,
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.encryptionAlgorithm) ? [algorithm.rawValue] : encryptionContext.values(of: key)
    }

    func encryptionContext(for action: String) -> AWSEncryptionContext? { encryptionContext }
}

extension KMSGateway {
    func encrypt(_ request: EncryptRequest, _ active: inout ActiveCall) async throws -> EncryptResponse {
        let key = try usable(request.keyID, for: .encryptDecrypt, &active)
        try Self.check(request.algorithm, fits: key)
        let plaintext = SecretBytes(copying: request.plaintext)
        let ciphertext: [UInt8]
        if let algorithm = AsymmetricEncryption(rawValue: request.algorithm.rawValue) {
            // With the public half, here: no share is needed.
            try await count(key, key.current.number, &active)
            ciphertext = try PublicKeyOperations.encrypt(
                plaintext, algorithm: algorithm, publicKey: try publicKey(of: key))
            try endDryRun(request.isDryRun)
        } else {
            try endDryRun(request.isDryRun)
            ciphertext = try await seal(plaintext, under: key, request.encryptionContext, &active)
        }
        return EncryptResponse(ciphertext: ciphertext, keyID: key.arn, algorithm: request.algorithm)
    }

    /// Encrypts and notes who took part.
    func seal(
        _ plaintext: borrowing SecretBytes, under key: KeyRecord, _ context: AWSEncryptionContext,
        _ active: inout ActiveCall
    ) async throws -> [UInt8] {
        try await count(key, key.current.number, &active)
        let sealed = try await keyUse.encrypt(
            plaintext, under: key, context: EncryptionContext(context), request: active.useRequest)
        active.note(sealed.use)
        return sealed.ciphertext
    }

    static func check(_ algorithm: AWSEncryptionAlgorithm, fits key: KeyRecord) throws(AWSError) {
        guard key.encryptionAlgorithms.contains(algorithm) else {
            throw AWSError(
                .invalidKeyUsage,
                "Algorithm \(algorithm.rawValue) is incompatible with key spec \(key.spec.rawValue).")
        }
    }
}

extension EncryptionContext {
    init(_ context: AWSEncryptionContext) {
        self.init(context.entries.map { (key: $0.key, value: $0.value) })
    }
}
