import AWSProtocol

extension KMSGateway {
    /// Performs the operation that a call names.
    ///
    /// - Returns: the body of the answer.
    func perform(_ active: inout ActiveCall) async throws -> [UInt8] {
        switch active.call.operation {
        case .createKey: try await run(createKey, &active)
        case .describeKey: try await run(describeKey, &active)
        case .getKeyLastUsage: try await run(getKeyLastUsage, &active)
        case .listKeys: try await run(listKeys, &active)
        case .updateKeyDescription: try await run(updateKeyDescription, &active)
        case .enableKey: try await run(enableKey, &active)
        case .disableKey: try await run(disableKey, &active)
        case .scheduleKeyDeletion: try await run(scheduleKeyDeletion, &active)
        case .cancelKeyDeletion: try await run(cancelKeyDeletion, &active)
        case .createAlias: try await run(createAlias, &active)
        case .updateAlias: try await run(updateAlias, &active)
        case .deleteAlias: try await run(deleteAlias, &active)
        case .listAliases: try await run(listAliases, &active)
        case .tagResource: try await run(tagResource, &active)
        case .untagResource: try await run(untagResource, &active)
        case .listResourceTags: try await run(listResourceTags, &active)
        case .getKeyPolicy: try await run(getKeyPolicy, &active)
        case .putKeyPolicy: try await run(putKeyPolicy, &active)
        case .listKeyPolicies: try await run(listKeyPolicies, &active)
        case .createGrant: try await run(createGrant, &active)
        case .listGrants: try await run(listGrants, &active)
        case .listRetirableGrants: try await run(listRetirableGrants, &active)
        case .retireGrant: try await run(retireGrant, &active)
        case .revokeGrant: try await run(revokeGrant, &active)
        case .encrypt: try await run(encrypt, &active)
        case .decrypt: try await run(decrypt, &active)
        case .reEncrypt: try await run(reEncrypt, &active)
        case .generateDataKey: try await run(generateDataKey, &active)
        case .generateDataKeyWithoutPlaintext: try await run(generateDataKeyWithoutPlaintext, &active)
        case .generateRandom: try await run(generateRandom, &active)
        case .sign: try await run(sign, &active)
        case .verify: try await run(verify, &active)
        case .generateMac: try await run(generateMac, &active)
        case .verifyMac: try await run(verifyMac, &active)
        case .deriveSharedSecret: try await run(deriveSharedSecret, &active)
        case .generateDataKeyPair: try await run(generateDataKeyPair, &active)
        case .generateDataKeyPairWithoutPlaintext: try await run(generateDataKeyPairWithoutPlaintext, &active)
        case .getParametersForImport: try await run(getParametersForImport, &active)
        case .importKeyMaterial: try await run(importKeyMaterial, &active)
        case .deleteImportedKeyMaterial: try await run(deleteImportedKeyMaterial, &active)
        case .replicateKey: try await run(replicateKey, &active)
        case .updatePrimaryRegion: try await run(updatePrimaryRegion, &active)
        case .getPublicKey: try await run(getPublicKey, &active)
        default:
            throw AWSError(.unsupportedOperation, "\(active.call.operation) is not supported by this release.")
        }
    }

    private func run<Request: AuditedRequest & Sendable, Response: ResponseShape>(
        _ operation: (Request, inout ActiveCall) async throws -> Response, _ active: inout ActiveCall
    ) async throws -> [UInt8] {
        let request = try Request(body: active.call.body)
        active.parameters = request.auditParameters
        active.request = request
        try await checkGrantTokens(request.grantTokens)
        return try await operation(request, &active).body
    }
}
