import AWSProtocol
import AccessPolicy
import AuditLog
import Coordination
import KeyMap
import Secrets

extension DeriveSharedSecretRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "keyAgreementAlgorithm": .string(algorithm.rawValue),
            "dryRun": isDryRun ? true : nil,
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.keyAgreementAlgorithm) ? [algorithm.rawValue] : nil
    }
}

extension KMSGateway {
    func deriveSharedSecret(
        _ request: DeriveSharedSecretRequest, _ active: inout ActiveCall
    ) async throws -> DeriveSharedSecretResponse {
        try checkRecipient(request.recipient)
        let key = try usable(request.keyID, for: .keyAgreement, &active)
        try endDryRun(request.isDryRun)
        try await count(key, key.current.number, &active)
        let performed = try await keyUse.agree(
            with: request.publicKey, under: key, request: active.useRequest)
        active.note(performed.use)
        return DeriveSharedSecretResponse(
            keyID: key.arn, sharedSecret: performed.output.revealed(), algorithm: request.algorithm,
            origin: key.origin.aws)
    }
}
