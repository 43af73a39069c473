package import StrictJSON

package struct ListAliasesRequest: RequestShape {
    package let keyID: String?
    package let page: PageRequest

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.string("KeyId", .keyID)
        page = try PageRequest(from: &members, limits: 1...100, standard: 50)
    }
}

package struct ListAliasesResponse: ResponseShape {
    package struct Entry: Sendable {
        package let name: String
        package let arn: String
        package let targetKeyID: String
        /// Seconds since 1970.
        package let created: Double
        package let updated: Double

        package init(name: String, arn: String, targetKeyID: String, created: Double, updated: Double) {
            self.name = name
            self.arn = arn
            self.targetKeyID = targetKeyID
            self.created = created
            self.updated = updated
        }
    }

    package let page: Page<Entry>

    package init(page: Page<Entry>) {
        self.page = page
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("Aliases", objects: page.items) { entry, object in
            object.member("AliasName", entry.name)
            object.member("AliasArn", entry.arn)
            object.member("TargetKeyId", entry.targetKeyID)
            object.member("CreationDate", epochSeconds: entry.created)
            object.member("LastUpdatedDate", epochSeconds: entry.updated)
        }
        page.writeMarker(to: &object)
    }
}
