package import StrictJSON

package struct ListKeyPoliciesRequest: RequestShape {
    package let keyID: String
    package let page: PageRequest

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        page = try PageRequest(from: &members, limits: 1...1000, standard: 100)
    }
}

package struct ListKeyPoliciesResponse: ResponseShape {
    package let page: Page<String>

    package init(page: Page<String>) {
        self.page = page
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("PolicyNames", page.items)
        page.writeMarker(to: &object)
    }
}
