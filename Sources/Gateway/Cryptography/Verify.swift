import AWSProtocol
import AccessPolicy
import AuditLog
import CustodianContract
import Groups
import KeyMap
import KeyMaterial

extension VerifyRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "messageType": .string(messageType.rawValue),
            "signingAlgorithm": .string(algorithm.rawValue), "dryRun": isDryRun ? true : nil,
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        switch key {
        case .named(.signingAlgorithm): [algorithm.rawValue]
        case .named(.messageType): [messageType.rawValue]
        default: nil
        }
    }
}

extension KMSGateway {
    /// Verifies with the public key here: no share is needed.
    func verify(_ request: VerifyRequest, _ active: inout ActiveCall) async throws -> VerifyResponse {
        let key = try usable(request.keyID, for: .signVerify, &active)
        let scheme = try Self.scheme(request.algorithm, request.messageType, message: request.message, key: key)
        if !request.isDryRun { try await count(key, key.current.number, &active) }
        let isValid =
            switch scheme {
            case .threshold(.ed25519):
                Ed25519Verification.isValid(
                    signature: request.signature, message: request.message,
                    publicKey: key.current.shards[0].publicKey)
            case .threshold(.ed25519ph):
                Ed25519Verification.isValidPrehashed(
                    signature: request.signature, message: request.message,
                    publicKey: key.current.shards[0].publicKey)
            case .quorum(let algorithm, let isDigest):
                try PublicKeyOperations.isValid(
                    signature: request.signature, message: request.message, isDigest: isDigest,
                    algorithm: algorithm, publicKey: try publicKey(of: key), spec: key.spec)
            }
        guard isValid else {
            throw AWSError(
                .invalidKMSSignature,
                "The signature is not the key's over this message. Check message, message type, algorithm and key.")
        }
        try endDryRun(request.isDryRun)
        return VerifyResponse(keyID: key.arn, algorithm: request.algorithm)
    }
}
