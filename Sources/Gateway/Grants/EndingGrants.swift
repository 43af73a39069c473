import AWSProtocol
import AccessPolicy
import AuditLog
import KeyMap

extension RetireGrantRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": AuditValue(optional: keyID), "grantId": AuditValue(optional: grantID),
            "dryRun": isDryRun ? true : nil,
        ])
    }
}

extension RevokeGrantRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters(["keyId": .string(keyID), "grantId": .string(grantID), "dryRun": isDryRun ? true : nil])
    }
}

extension KMSGateway {
    /// Revokes a grant for whom the key's policy lets do that.
    func revokeGrant(_ request: RevokeGrantRequest, _ active: inout ActiveCall) async throws -> EmptyResponse {
        let key = try resolve(request.keyID, aliases: false, &active)
        let grant = try grant(request.grantID, on: key)
        try endDryRun(request.isDryRun)
        try await control.removeGrant(grant.id)
        return EmptyResponse()
    }

    /// Retires a grant for its retiring principal, or for its grantee where it allows that. The key's policy can only forbid
    /// it.
    func retireGrant(_ request: RetireGrantRequest, _ active: inout ActiveCall) async throws -> EmptyResponse {
        let (grant, key) = try await retired(request, &active)
        let isRetirable =
            grant.retiring.map { Self.includes($0, active.client) } ?? false
            || grant.operations.contains(.retireGrant) && Self.includes(grant.grantee, active.client)
        let action = active.call.operation.action
        guard isRetirable, try decision(on: action, key, active) != .explicitlyDenied else {
            throw AWSError(
                .accessDenied,
                "User: \(active.client.arn) is not authorized to perform: \(action) on resource: \(key.arn) because it is "
                    + "not the retiring principal of grant \(grant.id), or a policy denies it.")
        }
        active.parameters = .parameters([
            "keyId": .string(key.arn), "grantId": .string(grant.id.description),
            "dryRun": request.isDryRun ? true : nil,
        ])
        try endDryRun(request.isDryRun)
        try await control.removeGrant(grant.id)
        return EmptyResponse()
    }

    /// The grant that is to be retired: named by its token, or by key and id.
    private func retired(
        _ request: RetireGrantRequest, _ active: inout ActiveCall
    ) async throws -> (GrantRecord, KeyRecord) {
        switch (request.grantToken, request.keyID, request.grantID) {
        case (let text?, nil, nil):
            try await checkGrantTokens([text])
            guard let token = GrantToken(text), let grant = replica.grant(token.grant),
                grant.region == active.region, grant.account == active.account
            else { throw Self.invalidGrantToken }
            return (grant, try named(grant.key.description, aliases: false, &active))
        case (nil, let keyID?, let id?):
            let key = try named(keyID, aliases: false, &active)
            return (try grant(id, on: key), key)
        default:
            throw AWSError(.validation, "Name the grant by GrantToken alone, or by KeyId and GrantId.")
        }
    }

    private func grant(_ text: String, on key: KeyRecord) throws(AWSError) -> GrantRecord {
        let id = try Self.grantID(text)
        guard let grant = replica.grant(id), grant.key == key.id, grant.region == key.region else {
            throw AWSError(.notFound, "Grant ID \(text) not found")
        }
        return grant
    }
}

extension AuthenticatedClient {
    /// The account's root, which stands for all of its users.
    var rootARN: String { "arn:aws:iam::\(account):root" }
}
