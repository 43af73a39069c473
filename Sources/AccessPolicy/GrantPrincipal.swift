/// Whom a grant is for, or who may retire it: a user or role, or an account's root, which stands for all of its users.
package struct GrantPrincipal: Sendable {
    private let principals: PolicyPrincipals

    /// Nil unless it is the ARN of one of these.
    package init?(arn: String) {
        guard arn.hasPrefix("arn:"), let pattern = PolicyPrincipals.Pattern(aws: arn) else { return nil }
        principals = PolicyPrincipals(patterns: [pattern])
    }

    package func includes(_ caller: AccessRequest.Caller) -> Bool { principals.include(caller) }
}
