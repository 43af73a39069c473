package struct TagResourceRequest: RequestShape {
    package let keyID: String
    package let tags: [AWSTag]

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        let tags = try members.objects("Tags", AWSTag.init(from:))
        self.tags = members.required(tags, "Tags", standingIn: [])
    }
}

package struct UntagResourceRequest: RequestShape {
    package let keyID: String
    package let tagKeys: [String]

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        let keys = try members.strings("TagKeys", .tagKey)
        tagKeys = members.required(keys, "TagKeys", standingIn: [])
    }
}
