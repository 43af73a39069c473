/// Who wants to do what to which key.
package struct AccessRequest: Sendable {
    /// A user of an account.
    package struct Caller: Hashable, Sendable {
        /// As in `arn:aws:iam::111122223333:user/dev`.
        package let arn: String
        package let account: String

        package init(arn: String, account: String) {
            self.arn = arn
            self.account = account
        }
    }

    /// What conditions may ask of a key.
    package struct Resource: Sendable {
        package let arn: String
        package let region: String
        /// Names of the AWS service model.
        package let keySpec: String
        package let keyUsage: String

        package init(arn: String, region: String, keySpec: String, keyUsage: String) {
            self.arn = arn
            self.region = region
            self.keySpec = keySpec
            self.keyUsage = keyUsage
        }
    }

    package let caller: Caller
    /// As in `kms:Encrypt`.
    package let action: String
    package let resource: Resource

    package init(caller: Caller, action: String, resource: Resource) {
        self.caller = caller
        self.action = action
        self.resource = resource
    }
}

/// What a policy says to a request.
package enum AccessDecision: Hashable, Sendable {
    case allowed
    /// A statement forbids it.
    case explicitlyDenied
    /// No statement allows it.
    case notAllowed
}

extension AccessRequest {
    /// The message of AWS's `AccessDeniedException`, or nil where the decision allows the request.
    package func refusal(for decision: AccessDecision) -> String? {
        let start = "User: \(caller.arn) is not authorized to perform: \(action) on resource: \(resource.arn)"
        return switch decision {
        case .allowed: nil
        case .explicitlyDenied: "\(start) with an explicit deny in a resource-based policy"
        case .notAllowed: "\(start) because no resource-based policy allows the \(action) action"
        }
    }
}
