package import StrictJSON

package struct ListKeysRequest: RequestShape {
    package let page: PageRequest

    package init(from members: inout RequestMembers) throws(AWSError) {
        page = try PageRequest(from: &members, limits: 1...1000, standard: 100)
    }
}

package struct ListKeysResponse: ResponseShape {
    package struct Entry: Sendable {
        package let keyID: String
        package let arn: String

        package init(keyID: String, arn: String) {
            self.keyID = keyID
            self.arn = arn
        }
    }

    package let page: Page<Entry>

    package init(page: Page<Entry>) {
        self.page = page
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("Keys", objects: page.items) { entry, object in
            object.member("KeyId", entry.keyID)
            object.member("KeyArn", entry.arn)
        }
        page.writeMarker(to: &object)
    }
}
