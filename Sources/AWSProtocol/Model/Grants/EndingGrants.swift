import StrictJSON

package struct RetireGrantRequest: RequestShape {
    package let grantToken: String?
    package let keyID: String?
    package let grantID: String?
    package let isDryRun: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        grantToken = try members.string("GrantToken", .grantToken)
        keyID = try members.string("KeyId", .keyID)
        grantID = try members.string("GrantId", .grantID)
        isDryRun = try members.bool("DryRun") ?? false
    }
}

package struct RevokeGrantRequest: RequestShape {
    package let keyID: String
    package let grantID: String
    package let isDryRun: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        grantID = try members.requiredString("GrantId", .grantID)
        isDryRun = try members.bool("DryRun") ?? false
    }
}
