import AWSProtocol
import AccessPolicy
import AuditLog
import KeyMap
import StrictJSON

extension ReplicateKeyRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "replicaRegion": .string(replicaRegion), "policy": AuditValue(optional: policy),
            "description": .string(description),
            "bypassPolicyLockoutSafetyCheck": .bool(bypassPolicyLockoutSafetyCheck ?? false), "tags": AuditValue(tags),
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        switch key {
        case .named(.replicaRegion): [replicaRegion]
        case .named(.bypassLockoutCheck): bypassPolicyLockoutSafetyCheck.map { ["\($0)"] }
        default: tags.values(of: key)
        }
    }
}

extension KMSGateway {
    func replicateKey(_ request: ReplicateKeyRequest, _ active: inout ActiveCall) async throws -> ReplicateKeyResponse {
        let primary = try primaryKey(request.keyID, &active)
        guard primary.seen(in: request.replicaRegion) == nil else {
            throw AWSError(.alreadyExists, "\(primary.arn(in: request.replicaRegion)) already exists.")
        }
        try TagRules.checkReplica(request.tags, of: primary)
        try checkInStep(request, with: primary)
        let policy = request.policy ?? KeyPolicy.standard(account: active.account)
        _ = try policies.policy(policy)
        let replication = KeyReplication(
            region: request.replicaRegion, keyDescription: request.description, policy: policy,
            tags: request.tags.map { KeyRecord.Tag(key: $0.key, value: $0.value) })
        if request.bypassPolicyLockoutSafetyCheck != true {
            let drafted = try primary.replicating(replication, at: now())
            try checkLockout(of: [drafted].compactMap { $0.seen(in: request.replicaRegion) }, active)
        }
        let replicated = try await control.replicateKey(primary.id, replication)
        let replica = replicated.seen(in: request.replicaRegion) ?? replicated
        active.touch(replica)
        active.response = [
            "replicaKeyMetadata": ["keyId": .string(replica.id.description), "arn": .string(replica.arn)]
        ]
        return ReplicateKeyResponse(
            metadata: KeyMetadata(replica), policy: replica.policy,
            tags: replica.tags.map { AWSTag(key: $0.key, value: $0.value) })
    }

    /// The primary key that a client named in its region, enabled.
    ///
    /// - Throws: ``AWSError`` also with `.unsupportedOperation` where it is another kind of key, `.disabled`,
    ///   `.invalidState`.
    func primaryKey(_ keyID: String, _ active: inout ActiveCall) throws(AWSError) -> KeyRecord {
        let key = try resolve(keyID, aliases: false, &active)
        guard key.isMultiRegion else {
            throw AWSError(
                .unsupportedOperation, "\(key.arn) is not a multi-Region key. Name one that was made with MultiRegion.")
        }
        guard key.isPrimary else {
            throw AWSError(
                .unsupportedOperation,
                "\(key.arn) is a multi-Region replica key. Send the request to its primary key's region, "
                    + "\(key.primaryRegion).")
        }
        try checkEnabled(key)
        return key
    }

    /// Refuses a policy and tags that would not be the replica's, because they are kept in step with the primary key's.
    private func checkInStep(_ request: ReplicateKeyRequest, with primary: KeyRecord) throws(AWSError) {
        let sync = primary.sync
        let hasOtherTags = request.tags.contains { tag in
            !primary.tags.contains { $0.key.hasSameBytes(as: tag.key) && $0.value.hasSameBytes(as: tag.value) }
        }
        let hasOtherPolicy = request.policy.map { !$0.hasSameBytes(as: primary.policy) } ?? false
        guard sync.contains(.policy) && hasOtherPolicy || sync.contains(.tags) && hasOtherTags else { return }
        throw AWSError(
            .validation,
            "The tag '\(KeySync.tag)' of \(primary.arn) keeps Policy or Tags in step with it. Leave them out.")
    }
}
