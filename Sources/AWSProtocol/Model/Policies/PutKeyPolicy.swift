package struct PutKeyPolicyRequest: RequestShape {
    package let keyID: String
    package let policyName: String?
    package let policy: String
    /// Nil where it was not sent.
    package let bypassPolicyLockoutSafetyCheck: Bool?

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        policyName = try members.string("PolicyName", .policyName)
        policy = try members.requiredString("Policy", .policy)
        bypassPolicyLockoutSafetyCheck = try members.bool("BypassPolicyLockoutSafetyCheck")
    }
}
