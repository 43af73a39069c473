/// One line of a statement's `Condition`: an operator, a key, and the values of which one must match.
struct PolicyCondition: Sendable {
    enum Comparison: String, CaseIterable, Sendable {
        case stringEquals = "StringEquals"
        case stringNotEquals = "StringNotEquals"
        case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
        case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
        case stringLike = "StringLike"
        case stringNotLike = "StringNotLike"
        case arnEquals = "ArnEquals"
        case arnNotEquals = "ArnNotEquals"
        case arnLike = "ArnLike"
        case arnNotLike = "ArnNotLike"
        case bool = "Bool"
        case null = "Null"

        /// Whether it holds where no value matches, and where the key is absent.
        var isNegated: Bool {
            switch self {
            case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .arnNotEquals, .arnNotLike: true
            default: false
            }
        }
    }

    /// What can be asked of a request. A key that is never present here is so in AWS too for such requests.
    enum Key: String, CaseIterable, Sendable {
        case principalARN = "aws:PrincipalArn"
        case principalAccount = "aws:PrincipalAccount"
        case requestedRegion = "aws:RequestedRegion"
        case callerAccount = "kms:CallerAccount"
        case grantIsForAWSResource = "kms:GrantIsForAWSResource"
        case keyOrigin = "kms:KeyOrigin"
        case keySpec = "kms:KeySpec"
        case keyUsage = "kms:KeyUsage"
        case viaService = "kms:ViaService"

        func value(in request: AccessRequest) -> String? {
            switch self {
            case .principalARN: request.caller.arn
            case .principalAccount, .callerAccount: request.caller.account
            case .requestedRegion: request.resource.region
            case .keyOrigin: "AWS_KMS"
            case .keySpec: request.resource.keySpec
            case .keyUsage: request.resource.keyUsage
            case .grantIsForAWSResource, .viaService: nil
            }
        }
    }

    let comparison: Comparison
    /// Holds also where the key is absent.
    let ifExists: Bool
    let key: Key
    let values: [String]

    func holds(for request: AccessRequest) -> Bool {
        let found = key.value(in: request)
        if comparison == .null { return values.contains(found == nil ? "true" : "false") }
        guard let found else { return ifExists || comparison.isNegated }
        return values.contains { matches($0, found) } != comparison.isNegated
    }

    private func matches(_ value: String, _ found: String) -> Bool {
        switch comparison {
        case .stringEquals, .stringNotEquals: value.utf8.elementsEqual(found.utf8)
        case .stringLike, .stringNotLike, .arnEquals, .arnNotEquals, .arnLike, .arnNotLike:
            WildcardPattern(value).matches(found)
        case .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase, .bool: value.lowercased() == found.lowercased()
        case .null: false
        }
    }
}
