package import StrictJSON

package struct GetKeyPolicyRequest: RequestShape {
    package let keyID: String
    package let policyName: String?

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        policyName = try members.string("PolicyName", .policyName)
    }
}

package struct GetKeyPolicyResponse: ResponseShape {
    package let policy: String
    package let policyName: String

    package init(policy: String, policyName: String) {
        self.policy = policy
        self.policyName = policyName
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("Policy", policy)
        object.member("PolicyName", policyName)
    }
}
