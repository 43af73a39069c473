import AWSProtocol
import AccessPolicy
import AuditLog
import Coordination
import KeyMap
import KeyMaterial
import ThresholdCrypto

extension ReEncryptRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "sourceKeyId": AuditValue(optional: sourceKeyID), "destinationKeyId": .string(destinationKeyID),
            "sourceEncryptionAlgorithm": .string(sourceAlgorithm.rawValue),
            "destinationEncryptionAlgorithm": .string(destinationAlgorithm.rawValue),
            "sourceEncryptionContext": AuditValue(sourceEncryptionContext),
            "destinationEncryptionContext": AuditValue(destinationEncryptionContext),
            "dryRun": dryRun.isOn ? true : nil,
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        guard key != .named(.encryptionAlgorithm) else {
            let isSource = action == KMSOperation.reEncryptFromAction
            return [(isSource ? sourceAlgorithm : destinationAlgorithm).rawValue]
        }
        return encryptionContext(for: action)?.values(of: key)
    }

    func encryptionContext(for action: String) -> AWSEncryptionContext? {
        action == KMSOperation.reEncryptFromAction ? sourceEncryptionContext : destinationEncryptionContext
    }
}

extension KMSGateway {
    func reEncrypt(_ request: ReEncryptRequest, _ active: inout ActiveCall) async throws -> ReEncryptResponse {
        let source = CiphertextSource(
            ciphertext: request.ciphertext, keyID: request.sourceKeyID, algorithm: request.sourceAlgorithm,
            dryRun: request.dryRun, action: KMSOperation.reEncryptFromAction)
        let (sourceKey, located) = try locate(source, &active)
        let destination = try usable(
            request.destinationKeyID, for: .encryptDecrypt, action: KMSOperation.reEncryptToAction, &active)
        try Self.check(request.destinationAlgorithm, fits: destination)
        guard let located else { throw Self.dryRunSucceeded }
        let plaintext = try await open(located, under: sourceKey, request.sourceEncryptionContext, &active)
        try endDryRun(request.dryRun.isOn)
        let ciphertext: [UInt8]
        if let algorithm = AsymmetricEncryption(rawValue: request.destinationAlgorithm.rawValue) {
            try await count(destination, destination.current.number, &active)
            ciphertext = try PublicKeyOperations.encrypt(
                plaintext, algorithm: algorithm, publicKey: try publicKey(of: destination))
        } else {
            ciphertext = try await seal(plaintext, under: destination, request.destinationEncryptionContext, &active)
        }
        return ReEncryptResponse(
            ciphertext: ciphertext, sourceKeyID: sourceKey.arn, destinationKeyID: destination.arn,
            sourceAlgorithm: request.sourceAlgorithm, destinationAlgorithm: request.destinationAlgorithm)
    }
}
