package import StrictJSON

package struct ListGrantsRequest: RequestShape {
    package let keyID: String
    package let grantID: String?
    package let granteePrincipal: String?
    package let page: PageRequest

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        grantID = try members.string("GrantId", .grantID)
        granteePrincipal = try members.string("GranteePrincipal", .principal)
        page = try PageRequest(from: &members, limits: 1...100, standard: 50)
    }
}

package struct ListRetirableGrantsRequest: RequestShape {
    package let retiringPrincipal: String
    package let page: PageRequest

    package init(from members: inout RequestMembers) throws(AWSError) {
        retiringPrincipal = try members.requiredString("RetiringPrincipal", .principal)
        page = try PageRequest(from: &members, limits: 1...100, standard: 50)
    }
}

/// The output of ListGrants and ListRetirableGrants.
package struct GrantsResponse: ResponseShape {
    package struct Entry: Sendable {
        /// The key's ARN.
        package let keyID: String
        package let grantID: String
        package let name: String?
        /// Seconds since 1970.
        package let created: Double
        package let granteePrincipal: String
        package let retiringPrincipal: String?
        /// The ARN of the root of the account in which the grant was made.
        package let issuingAccount: String
        package let operations: [String]
        package let constraints: AWSGrantConstraints

        package init(
            keyID: String, grantID: String, name: String?, created: Double, granteePrincipal: String,
            retiringPrincipal: String?, issuingAccount: String, operations: [String], constraints: AWSGrantConstraints
        ) {
            self.keyID = keyID
            self.grantID = grantID
            self.name = name
            self.created = created
            self.granteePrincipal = granteePrincipal
            self.retiringPrincipal = retiringPrincipal
            self.issuingAccount = issuingAccount
            self.operations = operations
            self.constraints = constraints
        }
    }

    package let page: Page<Entry>

    package init(page: Page<Entry>) {
        self.page = page
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("Grants", objects: page.items) { entry, object in
            object.member("KeyId", entry.keyID)
            object.member("GrantId", entry.grantID)
            object.member("Name", entry.name)
            object.member("CreationDate", epochSeconds: entry.created)
            object.member("GranteePrincipal", entry.granteePrincipal)
            object.member("RetiringPrincipal", entry.retiringPrincipal)
            object.member("IssuingAccount", entry.issuingAccount)
            object.member("Operations", entry.operations)
            object.member("Constraints") { entry.constraints.write(to: &$0) }
        }
        page.writeMarker(to: &object)
    }
}
