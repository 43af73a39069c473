import AWSProtocol
import AuditLog
import KeyMap

extension AliasTargetRequest: AuditedRequest {
    var auditParameters: AuditValue { ["aliasName": .string(aliasName), "targetKeyId": .string(targetKeyID)] }
}

extension DeleteAliasRequest: AuditedRequest {
    var auditParameters: AuditValue { ["aliasName": .string(aliasName)] }
}

extension KMSGateway {
    func createAlias(_ request: AliasTargetRequest, _ active: inout ActiveCall) async throws -> EmptyResponse {
        try AliasNameRules.checkNew(request.aliasName)
        let target = try aliasTarget(request, &active)
        let name = aliasName(request.aliasName, active)
        guard replica.alias(name) == nil else { throw Self.aliasExists(name) }
        do {
            try await control.createAlias(name, target: target.id)
        } catch let error as KeyMapError where error.code == .alreadyExists {
            throw Self.aliasExists(name)
        }
        return EmptyResponse()
    }

    func updateAlias(_ request: AliasTargetRequest, _ active: inout ActiveCall) async throws -> EmptyResponse {
        try AliasNameRules.check(request.aliasName)
        let name = aliasName(request.aliasName, active)
        let current = try existingAlias(name, active)
        let target = try aliasTarget(request, &active)
        if let old = replica.key(current.target, in: active.region) {
            try authorize(active.call.operation.action, on: old, &active)
            guard old.usage == target.usage, old.spec.isAsymmetric == target.spec.isAsymmetric else {
                throw AWSError(
                    .validation,
                    "\(request.aliasName) names a \(old.spec.rawValue) key and cannot be moved to a "
                        + "\(target.spec.rawValue) key. Choose a key of the same type and usage.")
            }
        }
        try await control.updateAlias(name, target: target.id)
        return EmptyResponse()
    }

    func deleteAlias(_ request: DeleteAliasRequest, _ active: inout ActiveCall) async throws -> EmptyResponse {
        try AliasNameRules.check(request.aliasName)
        let name = aliasName(request.aliasName, active)
        let current = try existingAlias(name, active)
        if let key = replica.key(current.target, in: active.region) {
            active.touch(key)
            try authorize(active.call.operation.action, on: key, &active)
        }
        try await control.deleteAlias(name)
        return EmptyResponse()
    }

    private func aliasName(_ name: String, _ active: ActiveCall) -> AliasName {
        AliasName(account: active.account, region: active.region, name: name)
    }

    private func existingAlias(_ name: AliasName, _ active: ActiveCall) throws(AWSError) -> AliasRecord {
        guard let alias = replica.alias(name) else {
            throw KeyIdentifier.alias(name.name).notFound(account: active.account, region: active.region)
        }
        return alias
    }

    /// The key that an alias is to name: an alias cannot name an alias.
    private func aliasTarget(
        _ request: AliasTargetRequest, _ active: inout ActiveCall
    ) throws(AWSError) -> KeyRecord {
        guard !request.targetKeyID.hasPrefix("alias/"), !request.targetKeyID.contains(":alias/") else {
            throw AWSError(.validation, "Aliases must refer to keys. Not aliases")
        }
        let key = try resolve(request.targetKeyID, aliases: false, &active)
        if key.state.isPendingDeletion { throw Self.pendingDeletion(key) }
        return key
    }

    private static func aliasExists(_ name: AliasName) -> AWSError {
        AWSError(
            .alreadyExists,
            "An alias with the name arn:aws:kms:\(name.region):\(name.account):\(name.name) already exists")
    }
}
