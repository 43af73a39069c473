import AWSProtocol
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
        try checkGrantTokens(request.grantTokens)
        let key = try usable(request.keyID, for: .encryptDecrypt, &active)
        try endDryRun(request.isDryRun)
        return key
    }
}
