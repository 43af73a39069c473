import AWSProtocol
import AccessPolicy
import AuditLog
import Coordination
import KeyMap
import KeyMaterial
import Secrets

extension GenerateDataKeyPairRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "keyPairSpec": .string(spec.rawValue),
            "encryptionContext": AuditValue(encryptionContext), "dryRun": isDryRun ? true : nil,
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        switch key {
        case .named(.dataKeyPairSpec): [spec.rawValue]
        case .named(.encryptionAlgorithm): [AWSEncryptionAlgorithm.symmetricDefault.rawValue]
        default: encryptionContext.values(of: key)
        }
    }

    func encryptionContext(for action: String) -> AWSEncryptionContext? { encryptionContext }
}

extension KMSGateway {
    func generateDataKeyPair(
        _ request: GenerateDataKeyPairRequest, _ active: inout ActiveCall
    ) async throws -> GenerateDataKeyPairResponse {
        try checkRecipient(request.recipient)
        return try await dataKeyPair(request, withPlaintext: true, &active)
    }

    func generateDataKeyPairWithoutPlaintext(
        _ request: GenerateDataKeyPairRequest, _ active: inout ActiveCall
    ) async throws -> GenerateDataKeyPairResponse {
        try await dataKeyPair(request, withPlaintext: false, &active)
    }

    private func dataKeyPair(
        _ request: GenerateDataKeyPairRequest, withPlaintext: Bool, _ active: inout ActiveCall
    ) async throws -> GenerateDataKeyPairResponse {
        let key = try dataKeyWrapper(request.keyID, &active)
        guard let spec = KeySpec(rawValue: request.spec.rawValue), DataKeyPair.specs.contains(spec) else {
            throw AWSError(
                .unsupportedOperation, "KeyPairSpec \(request.spec.rawValue) is not supported by this release.")
        }
        try endDryRun(request.isDryRun)
        try requireEntropy()
        let pair = try await pairs.take(spec)
        active.restartClock(at: clock.now)
        let ciphertext = try await seal(pair.privateKey, under: key, request.encryptionContext, &active)
        return GenerateDataKeyPairResponse(
            privateKeyCiphertext: ciphertext, privateKeyPlaintext: withPlaintext ? pair.privateKey.revealed() : nil,
            publicKey: pair.publicKey, keyID: key.arn, spec: request.spec)
    }
}
