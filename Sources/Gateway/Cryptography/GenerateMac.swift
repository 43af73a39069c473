import AWSProtocol
import AccessPolicy
import AuditLog
import Coordination
import KeyMap
import KeyMaterial
import Secrets

extension GenerateMacRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "macAlgorithm": .string(algorithm.rawValue), "dryRun": isDryRun ? true : nil,
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.macAlgorithm) ? [algorithm.rawValue] : nil
    }
}

extension VerifyMacRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "macAlgorithm": .string(algorithm.rawValue), "dryRun": isDryRun ? true : nil,
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.macAlgorithm) ? [algorithm.rawValue] : nil
    }
}

extension KMSGateway {
    func generateMac(_ request: GenerateMacRequest, _ active: inout ActiveCall) async throws -> GenerateMacResponse {
        let key = try macKey(request.keyID, request.algorithm, &active)
        try endDryRun(request.isDryRun)
        try await count(key, key.current.number, &active)
        let performed = try await keyUse.perform(
            .generateMAC(message: request.message), under: key, version: key.current, request: active.useRequest)
        active.note(performed.use)
        return GenerateMacResponse(mac: performed.output.revealed(), algorithm: request.algorithm, keyID: key.arn)
    }

    func verifyMac(_ request: VerifyMacRequest, _ active: inout ActiveCall) async throws -> VerifyMacResponse {
        let key = try macKey(request.keyID, request.algorithm, &active)
        try await count(key, key.current.number, &active)
        let performed = try await keyUse.perform(
            .verifyMAC(message: request.message, mac: request.mac), under: key, version: key.current,
            request: active.useRequest)
        active.note(performed.use)
        guard performed.output.revealed() == [1] else {
            throw AWSError(
                .invalidMac, "The MAC is not the key's over this message. Check message, MAC, algorithm and key.")
        }
        try endDryRun(request.isDryRun)
        return VerifyMacResponse(keyID: key.arn, algorithm: request.algorithm)
    }

    private func macKey(
        _ keyID: String, _ algorithm: AWSMacAlgorithm, _ active: inout ActiveCall
    ) throws(AWSError) -> KeyRecord {
        let key = try usable(keyID, for: .generateVerifyMAC, &active)
        guard key.macAlgorithms.contains(algorithm) else {
            throw AWSError(
                .invalidKeyUsage,
                "Algorithm \(algorithm.rawValue) is incompatible with key spec \(key.spec.rawValue).")
        }
        return key
    }
}
