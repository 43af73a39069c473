package import StrictJSON

package struct ListResourceTagsRequest: RequestShape {
    package let keyID: String
    package let page: PageRequest

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        page = try PageRequest(from: &members, limits: 1...50, standard: 50)
    }
}

package struct ListResourceTagsResponse: ResponseShape {
    package let page: Page<AWSTag>

    package init(page: Page<AWSTag>) {
        self.page = page
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("Tags", objects: page.items) { tag, object in tag.write(to: &object) }
        page.writeMarker(to: &object)
    }
}
