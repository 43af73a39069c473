import AWSProtocol
import AccessPolicy
import AuditLog
import ByteCoding
import Coordination
import CustodianContract
import KeyMap
import KeyMaterial
import Secrets

extension ImportKeyMaterialRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "validTo": AuditValue(optional: validTo.map { "\($0)" }),
            "importType": AuditValue(optional: importType?.rawValue),
            "keyMaterialId": AuditValue(optional: keyMaterialID),
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        switch key {
        case .named(.expirationModel): expirationModel.map { [$0.rawValue] }
        // As it was sent: it is checked later.
        case .named(.validTo): validTo.map { ["\($0)"] }
        default: nil
        }
    }
}

extension DeleteImportedKeyMaterialRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters(["keyId": .string(keyID), "keyMaterialId": AuditValue(optional: keyMaterialID)])
    }
}

extension KMSGateway {
    /// The longest that imported material may be good for.
    private static let longestValidity = 365.0 * 86_400

    func importKeyMaterial(
        _ request: ImportKeyMaterialRequest, _ active: inout ActiveCall
    ) async throws -> ImportKeyMaterialResponse {
        let key = try importable(request.keyID, &active)
        let token = try token(request.importToken, for: key)
        let expires = try expiry(request)
        try checkIdentity(of: request, key)
        let operation = KeyOperation.importMaterial(
            MaterialImport(
                wrapping: token.wrapping, wrappingKey: token.wrappingKey, sealedKey: token.sealedKey,
                wrapped: request.encryptedKeyMaterial))
        let performed = try await unwrap(operation, under: key, active.useRequest)
        active.note(performed.use)
        guard let material = try? WrappedMaterial(decoding: performed.output.revealed()) else {
            throw CoordinationError(.keyUnavailable, "A custodian answered an import with something else; try again.")
        }
        let changed = Self.seen(
            try await control.importMaterial(key.id, material, expires: expires, in: active.region), active)
        return ImportKeyMaterialResponse(keyID: changed.arn, keyMaterialID: changed.keyMaterialID)
    }

    func deleteImportedKeyMaterial(
        _ request: DeleteImportedKeyMaterialRequest, _ active: inout ActiveCall
    ) async throws -> DeleteImportedKeyMaterialResponse {
        let key = try resolve(request.keyID, aliases: false, &active)
        try checkExternal(key)
        if let named = request.keyMaterialID, named != key.keyMaterialID {
            throw AWSError(.incorrectKeyMaterial, "\(key.arn) has no key material \(named).")
        }
        let changed = Self.seen(try await control.changeKey(key.id, .deleteMaterial, in: active.region), active)
        return DeleteImportedKeyMaterialResponse(keyID: changed.arn, keyMaterialID: changed.keyMaterialID)
    }

    /// A key that takes material from outside, checked.
    func importable(_ keyID: String, _ active: inout ActiveCall) throws(AWSError) -> KeyRecord {
        let key = try resolve(keyID, aliases: false, &active)
        try checkExternal(key)
        if key.state.isPendingDeletion { throw Self.pendingDeletion(key) }
        return key
    }

    private func checkExternal(_ key: KeyRecord) throws(AWSError) {
        guard key.origin == .external else {
            throw AWSError(
                .unsupportedOperation,
                "\(key.arn) origin is \(key.origin.rawValue), which takes no material from outside. Make a key with Origin "
                    + "EXTERNAL.")
        }
    }

    private func token(_ bytes: [UInt8], for key: KeyRecord) throws(AWSError) -> ImportToken {
        guard let token = try? ImportToken(decoding: bytes), token.key == key.id, token.version == key.current.number,
            let maker = replica.custodian(token.maker),
            IdentitySignature.isValid(
                token.signature, over: token.statement(fleet: fleet), by: maker.identityKey)
        else {
            throw AWSError(
                .invalidImportToken,
                "The import token is not one that GetParametersForImport gave for \(key.arn). Send it as it was returned."
            )
        }
        guard token.expires > now() else {
            throw AWSError(
                .expiredImportToken, "The import token has expired. Get new parameters with GetParametersForImport.")
        }
        return token
    }

    private func expiry(_ request: ImportKeyMaterialRequest) throws(AWSError) -> Timestamp? {
        guard let date = request.validTo else { return nil }
        let left = date - now().seconds
        guard left > 0, left <= Self.longestValidity else {
            throw AWSError(.validation, "ValidTo must be in the future, and at most 365 days away.")
        }
        return Timestamp(seconds: date)
    }

    /// What the client believes of the key's material.
    private func checkIdentity(of request: ImportKeyMaterialRequest, _ key: KeyRecord) throws(AWSError) {
        if let named = request.keyMaterialID, named != key.keyMaterialID {
            throw AWSError(.incorrectKeyMaterial, "\(key.arn) has no key material \(named).")
        }
        if request.importType == .newKeyMaterial, !key.importedFingerprint.isEmpty {
            throw AWSError(
                .incorrectKeyMaterial,
                "\(key.arn) has had key material, and takes the same only. Use EXISTING_KEY_MATERIAL.")
        }
    }
}

extension KeyRecord {
    /// By which symmetric imported material is known: 64 hexadecimal digits.
    var keyMaterialID: String? {
        guard origin == .external, spec == .symmetricDefault, !importedFingerprint.isEmpty else { return nil }
        return Hexadecimal.encode(importedFingerprint)
    }
}
