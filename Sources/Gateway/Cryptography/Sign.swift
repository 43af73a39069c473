import AWSProtocol
import AccessPolicy
import AuditLog
import CustodianContract
import Coordination
import KeyMap
import KeyMaterial
import Secrets

extension SignRequest: AuditedRequest {
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
    func sign(_ request: SignRequest, _ active: inout ActiveCall) async throws -> SignResponse {
        let key = try usable(request.keyID, for: .signVerify, &active)
        let scheme = try Self.scheme(request.algorithm, request.messageType, message: request.message, key: key)
        try endDryRun(request.isDryRun)
        try await count(key, key.current.number, &active)
        let signature =
            switch scheme {
            case .threshold(let scheme): try await sign(request.message, scheme, key, &active)
            case .quorum(let algorithm, let isDigest):
                try await sign(request.message, algorithm, isDigest: isDigest, key, &active)
            }
        return SignResponse(keyID: key.arn, signature: signature, algorithm: request.algorithm)
    }

    private func sign(
        _ message: [UInt8], _ scheme: SignatureScheme, _ key: KeyRecord, _ active: inout ActiveCall
    ) async throws -> [UInt8] {
        let signed = try await keyUse.sign(message, scheme: scheme, under: key, request: active.useRequest)
        active.note(signed.use)
        return signed.signature
    }

    /// A signature by a rebuilt key. It leaves only once the certified public key has verified it: a custodian that
    /// returns another is named, and the next one asked.
    private func sign(
        _ message: [UInt8], _ algorithm: SignatureAlgorithm, isDigest: Bool, _ key: KeyRecord,
        _ active: inout ActiveCall
    ) async throws -> [UInt8] {
        let publicKey = try publicKey(of: key)
        let performed = try await keyUse.perform(
            .sign(algorithm, message: message, isDigest: isDigest), under: key, version: key.current,
            request: active.useRequest
        ) { signature in
            let isValid = try? PublicKeyOperations.isValid(
                signature: signature, message: message, isDigest: isDigest, algorithm: algorithm,
                publicKey: publicKey, spec: key.spec)
            return isValid == true
        }
        active.note(performed.use)
        return performed.output.revealed()
    }
}
