import AWSProtocol
import AccessPolicy
import AuditLog
import KeyMap
import Secrets

extension GenerateDataKeyRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "numberOfBytes": .integer(Int64(byteCount)),
            "encryptionContext": AuditValue(encryptionContext), "dryRun": isDryRun ? true : nil,
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.encryptionAlgorithm)
            ? [AWSEncryptionAlgorithm.symmetricDefault.rawValue] : encryptionContext.values(of: key)
    }

    func encryptionContext(for action: String) -> AWSEncryptionContext? { encryptionContext }
}

extension GenerateRandomRequest: AuditedRequest {
    var auditParameters: AuditValue { ["numberOfBytes": .integer(Int64(byteCount))] }
}

extension KMSGateway {
    func generateDataKey(
        _ request: GenerateDataKeyRequest, _ active: inout ActiveCall
    ) async throws -> GenerateDataKeyResponse {
        try checkRecipient(request.recipient)
        let key = try dataKeyWrapper(request, &active)
        let dataKey = SecretBytes.random(count: request.byteCount, from: random)
        let ciphertext = try await seal(dataKey, under: key, request.encryptionContext, &active)
        return GenerateDataKeyResponse(ciphertext: ciphertext, plaintext: dataKey.revealed(), keyID: key.arn)
    }

    func generateDataKeyWithoutPlaintext(
        _ request: GenerateDataKeyRequest, _ active: inout ActiveCall
    ) async throws -> GenerateDataKeyResponse {
        let key = try dataKeyWrapper(request, &active)
        let dataKey = SecretBytes.random(count: request.byteCount, from: random)
        let ciphertext = try await seal(dataKey, under: key, request.encryptionContext, &active)
        return GenerateDataKeyResponse(ciphertext: ciphertext, plaintext: nil, keyID: key.arn)
    }

    func generateRandom(
        _ request: GenerateRandomRequest, _ active: inout ActiveCall
    ) async throws -> GenerateRandomResponse {
        try checkRecipient(request.recipient)
        guard request.customKeyStoreID == nil else {
            throw AWSError(.unsupportedOperation, "Custom key stores are not supported. Leave CustomKeyStoreId out.")
        }
        return GenerateRandomResponse(plaintext: random.bytes(request.byteCount))
    }

    /// The key that a data key is encrypted under, with everything checked that the request asks for.
    private func dataKeyWrapper(
        _ request: GenerateDataKeyRequest, _ active: inout ActiveCall
    ) throws(AWSError) -> KeyRecord {
        let key = try dataKeyWrapper(request.keyID, &active)
        try endDryRun(request.isDryRun)
        try requireEntropy()
        return key
    }

    /// - Throws: `KeyUnavailableException` where this gateway makes no keys for clients now.
    func requireEntropy() throws(AWSError) {
        guard hasEntropy() else {
            throw AWSError(
                .keyUnavailable,
                "No keys are made here now: the gateway's entropy is below its minimum. Encrypt, decrypt and sign with the "
                    + "keys that there are; its operator sees why in /health and the metrics quorate_entropy_*.")
        }
    }

    /// A symmetric encryption key, as data keys and data key pairs need one.
    func dataKeyWrapper(_ keyID: String, _ active: inout ActiveCall) throws(AWSError) -> KeyRecord {
        let key = try usable(keyID, for: .encryptDecrypt, &active)
        guard key.spec == .symmetricDefault else {
            throw AWSError(
                .invalidKeyUsage,
                "\(key.arn) is a \(key.spec.rawValue) key. Data keys are encrypted under a SYMMETRIC_DEFAULT key.")
        }
        return key
    }
}
