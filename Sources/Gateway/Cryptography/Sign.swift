import AWSProtocol
import AuditLog
import Coordination
import KeyMap

extension SignRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "messageType": .string(messageType.rawValue),
            "signingAlgorithm": .string(algorithm.rawValue), "dryRun": isDryRun ? true : nil,
        ])
    }
}

extension KMSGateway {
    func sign(_ request: SignRequest, _ active: inout ActiveCall) async throws -> SignResponse {
        try checkGrantTokens(request.grantTokens)
        let key = try usable(request.keyID, for: .signVerify, &active)
        let scheme = try Self.scheme(request.algorithm, request.messageType, message: request.message, key: key)
        try endDryRun(request.isDryRun)
        let signed = try await keyUse.sign(
            request.message, scheme: scheme, under: key, request: active.useRequest)
        active.note(signed.use)
        return SignResponse(keyID: key.arn, signature: signed.signature, algorithm: request.algorithm)
    }
}
