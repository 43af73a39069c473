package struct UpdateKeyDescriptionRequest: RequestShape {
    package let keyID: String
    package let description: String

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        description = try members.requiredString("Description", .description)
    }
}
