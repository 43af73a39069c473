package import StrictJSON

package struct DescribeKeyRequest: RequestShape {
    package let keyID: String
    package let grantTokens: [String]

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        grantTokens = try members.grantTokens()
    }
}

package struct DescribeKeyResponse: ResponseShape {
    package let metadata: KeyMetadata

    package init(metadata: KeyMetadata) {
        self.metadata = metadata
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyMetadata", object: metadata.write)
    }
}
