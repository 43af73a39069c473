import AWSProtocol
import AuditLog
import KeyMap
import KeyMaterial

extension GetPublicKeyRequest: AuditedRequest {
    var auditParameters: AuditValue { ["keyId": .string(keyID)] }
}

extension KMSGateway {
    /// The start of a SubjectPublicKeyInfo of an Ed25519 key (RFC 8410, section 4), up to the 32 bytes of the key.
    private static let ed25519Prefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    func getPublicKey(_ request: GetPublicKeyRequest, _ active: inout ActiveCall) async throws -> GetPublicKeyResponse {
        let key = try resolve(request.keyID, aliases: true, &active)
        guard key.spec.isAsymmetric else {
            throw AWSError(
                .unsupportedOperation,
                "\(key.arn) is a \(key.spec.rawValue) key, which has no public key. Name an asymmetric key.")
        }
        try checkEnabled(key)
        return GetPublicKeyResponse(
            keyID: key.arn, publicKey: try publicKey(of: key), spec: key.spec.aws, usage: key.usage.aws,
            encryptionAlgorithms: key.encryptionAlgorithms, signingAlgorithms: key.signingAlgorithms,
            keyAgreementAlgorithms: key.keyAgreementAlgorithms)
    }

    /// A SubjectPublicKeyInfo in DER: the committee's own key, or that of the material it has certified.
    ///
    /// - Throws: `KeyMaterialError` where the key map has no point of the key's curve.
    func publicKey(of key: KeyRecord) throws(KeyMaterialError) -> [UInt8] {
        if let material = key.current.material { return material.publicKey }
        let own = key.current.shards[0].publicKey
        guard key.spec == .ed25519 else {
            return try PublicKeyOperations.publicKey(compressedPoint: own, spec: key.spec)
        }
        return Self.ed25519Prefix + own
    }
}
