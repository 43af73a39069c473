import AWSProtocol
import AccessPolicy
import AuditLog
import KeyMap

extension GetKeyPolicyRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters(["keyId": .string(keyID), "policyName": AuditValue(optional: policyName)])
    }
}

extension PutKeyPolicyRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "policyName": AuditValue(optional: policyName), "policy": .string(policy),
            "bypassPolicyLockoutSafetyCheck": .bool(bypassPolicyLockoutSafetyCheck),
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.bypassLockoutCheck) ? ["\(bypassPolicyLockoutSafetyCheck)"] : nil
    }
}

extension ListKeyPoliciesRequest: AuditedRequest {
    var auditParameters: AuditValue { ["keyId": .string(keyID)] }
}

extension KMSGateway {
    /// The only name that a key's policy has.
    private static let policyName = "default"

    func getKeyPolicy(_ request: GetKeyPolicyRequest, _ active: inout ActiveCall) async throws -> GetKeyPolicyResponse {
        let key = try resolve(request.keyID, aliases: false, &active)
        try Self.check(policyName: request.policyName)
        return GetKeyPolicyResponse(policy: key.policy, policyName: Self.policyName)
    }

    func putKeyPolicy(_ request: PutKeyPolicyRequest, _ active: inout ActiveCall) async throws -> EmptyResponse {
        let key = try resolve(request.keyID, aliases: false, &active)
        try Self.check(policyName: request.policyName)
        let policy = try policies.policy(request.policy)
        if !request.bypassPolicyLockoutSafetyCheck {
            let others = key.sync.contains(.policy) ? key.replicaRegions : []
            try checkLockout(policy, on: key, in: [key.region] + others, active)
        }
        _ = try await control.changeKey(key.id, .policy(request.policy), in: active.region)
        return EmptyResponse()
    }

    func listKeyPolicies(
        _ request: ListKeyPoliciesRequest, _ active: inout ActiveCall
    ) async throws -> ListKeyPoliciesResponse {
        _ = try resolve(request.keyID, aliases: false, &active)
        let page = try Pager.page([Self.policyName], request.page, list: "ListKeyPolicies") { $0 }
        return ListKeyPoliciesResponse(page: page)
    }

    /// Refuses a policy that its author could never replace, in any of the regions where the key has it or is to have it.
    func checkLockout(
        _ policy: KeyPolicy, on key: KeyRecord, in regions: [String], _ active: ActiveCall
    ) throws(PolicyError) {
        for region in regions {
            try policy.checkLockout(of: active.client.caller, on: key.accessResource(in: region)) { condition in
                values(of: condition, about: key, for: active.call.operation.action, active)
            }
        }
    }

    private static func check(policyName name: String?) throws(AWSError) {
        guard name == nil || name == policyName else {
            throw AWSError(.notFound, "No such policy exists. The only name of a key policy is \(policyName).")
        }
    }
}
