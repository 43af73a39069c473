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
            "bypassPolicyLockoutSafetyCheck": .bool(bypassPolicyLockoutSafetyCheck ?? false),
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.bypassLockoutCheck) ? bypassPolicyLockoutSafetyCheck.map { ["\($0)"] } : nil
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
        _ = try policies.policy(request.policy)
        if request.bypassPolicyLockoutSafetyCheck != true {
            let drafted = try key.applying(.policy(request.policy), in: active.region, at: now())
            let regions = key.sync.contains(.policy) ? [key.region] + key.replicaRegions : [key.region]
            try checkLockout(of: regions.compactMap(drafted.seen), active)
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

    /// Refuses policies that their author could never replace: a later PutKeyPolicy from where this call came must be allowed.
    ///
    /// - Parameter drafts: the key as it is to be, in each region where its policy is new.
    func checkLockout(of drafts: [KeyRecord], _ active: ActiveCall) throws(PolicyError) {
        var later = active
        later.request = nil
        later.requestAlias = nil
        for draft in drafts {
            let policy = try policies.policy(draft.policy)
            try policy.checkLockout(of: active.client.caller, on: draft.accessResource) { condition in
                values(of: condition, about: draft, for: KMSOperation.putKeyPolicy.action, later)
            }
        }
    }

    private static func check(policyName name: String?) throws(AWSError) {
        guard name == nil || name == policyName else {
            throw AWSError(.notFound, "No such policy exists. The only name of a key policy is \(policyName).")
        }
    }
}
