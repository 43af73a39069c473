package import StrictJSON

package struct CreateGrantRequest: RequestShape {
    package let keyID: String
    package let granteePrincipal: String
    package let retiringPrincipal: String?
    package let operations: [AWSGrantOperation]
    package let constraints: AWSGrantConstraints
    package let grantTokens: [String]
    package let name: String?
    package let isDryRun: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        granteePrincipal = try members.requiredString("GranteePrincipal", .principal)
        retiringPrincipal = try members.string("RetiringPrincipal", .principal)
        operations = try members.choices("Operations")
        if operations.isEmpty { members.noteMissing("Operations") }
        constraints =
            try members.object("Constraints") { members throws(AWSError) in
                try AWSGrantConstraints(from: &members)
            } ?? AWSGrantConstraints()
        grantTokens = try members.grantTokens()
        name = try members.string("Name", .grantName)
        isDryRun = try members.bool("DryRun") ?? false
    }
}

package struct CreateGrantResponse: ResponseShape {
    package let grantToken: String
    package let grantID: String

    package init(grantToken: String, grantID: String) {
        self.grantToken = grantToken
        self.grantID = grantID
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("GrantToken", grantToken)
        object.member("GrantId", grantID)
    }
}
