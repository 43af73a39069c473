import AWSProtocol
import AccessPolicy
import AuditLog
import ByteCoding
import Coordination
import CustodianContract
import KeyMap
import KeyMaterial

extension GetParametersForImportRequest: AuditedRequest {
    var auditParameters: AuditValue {
        [
            "keyId": .string(keyID), "wrappingAlgorithm": .string(wrappingAlgorithm.rawValue),
            "wrappingKeySpec": .string(wrappingKeySpec.rawValue),
        ]
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        switch key {
        case .named(.wrappingAlgorithm): [wrappingAlgorithm.rawValue]
        case .named(.wrappingKeySpec): [wrappingKeySpec.rawValue]
        default: nil
        }
    }
}

extension KMSGateway {
    func getParametersForImport(
        _ request: GetParametersForImportRequest, _ active: inout ActiveCall
    ) async throws -> GetParametersForImportResponse {
        let key = try importable(request.keyID, &active)
        guard let wrapping = ImportWrapping(rawValue: request.wrappingAlgorithm.rawValue),
            let wrappingKey = KeySpec(rawValue: request.wrappingKeySpec.rawValue)
        else {
            throw AWSError(
                .unsupportedOperation,
                "WrappingAlgorithm \(request.wrappingAlgorithm.rawValue) with WrappingKeySpec "
                    + "\(request.wrappingKeySpec.rawValue) is not supported by this release. Use one of "
                    + ImportWrapping.allCases.map(\.rawValue).joined(separator: ", ") + " with an RSA key.")
        }
        guard wrapping.fits(key.spec, under: wrappingKey) else {
            throw AWSError(
                .validation,
                "Material of \(key.spec.rawValue) does not fit under \(wrapping.rawValue) with \(wrappingKey.rawValue). Use "
                    + "RSA_AES_KEY_WRAP_SHA_256.")
        }
        let expires = Timestamp(seconds: now().seconds + importTokenSeconds)
        let parameters = try await keyUse.importParameters(
            for: key, wrapping, wrappingKey, expires: expires, request: active.useRequest)
        return GetParametersForImportResponse(
            keyID: key.arn, importToken: parameters.token.encoded, publicKey: parameters.publicKey,
            parametersValidTo: expires.seconds)
    }
}

extension ImportWrapping {
    /// Whether the usual encoding of a spec's material can be wrapped so: RSA alone takes little more than a hundred bytes
    /// less than its modulus.
    func fits(_ spec: KeySpec, under wrappingKey: KeySpec) -> Bool {
        switch self {
        case .aesKeyWrapSHA1, .aesKeyWrapSHA256: return true
        case .oaepSHA1, .oaepSHA256:
            switch spec {
            case .rsa2048, .rsa3072, .rsa4096: return false
            case .p521: return wrappingKey != .rsa2048
            default: return true
            }
        }
    }
}
