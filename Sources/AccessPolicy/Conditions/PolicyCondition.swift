/// One line of a statement's `Condition`: an operator, a key, and the values of which one must match.
struct PolicyCondition: Sendable {
    let `operator`: ConditionOperator
    let key: ConditionKey
    let values: [ConditionValue]
    /// That of the statement.
    let effect: PolicyStatement.Effect

    func holds(for request: AccessRequest, _ attribute: AccessRequest.Attribute) -> Bool {
        `operator`.holds(values, for: request.values(of: key, attribute), effect)
    }
}

extension AccessRequest {
    /// The values that a request has of a condition key, beyond what ``AccessRequest`` says itself; nil where it does not
    /// have it. Asked only where a policy has a condition on it.
    package typealias Attribute = (ConditionKey) -> [String]?

    fileprivate func values(of key: ConditionKey, _ attribute: Attribute) -> [String]? {
        guard case .named(let name) = key else { return attribute(key) }
        return switch name {
        case .principalARN: [caller.arn]
        case .principalAccount, .callerAccount: [caller.account]
        case .requestedRegion: [resource.region]
        case .keySpec, .customerMasterKeySpec: [resource.keySpec]
        case .keyUsage, .customerMasterKeyUsage: [resource.keyUsage]
        case .isAWSService, .viaAWSService: ["false"]
        case .sourceAccount, .sourceARN, .sourceNetwork, .sourceNetworkEndpoint, .principalOrganization,
            .grantIsForAWSResource, .viaService:
            nil
        default: attribute(key)
        }
    }
}
