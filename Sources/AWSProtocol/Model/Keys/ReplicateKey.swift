package import StrictJSON

package struct ReplicateKeyRequest: RequestShape {
    /// The primary key.
    package let keyID: String
    package let replicaRegion: String
    package let policy: String?
    /// Nil where it was not sent.
    package let bypassPolicyLockoutSafetyCheck: Bool?
    package let description: String
    package let tags: [AWSTag]

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        replicaRegion = try members.requiredString("ReplicaRegion", .region)
        policy = try members.string("Policy", .policy)
        bypassPolicyLockoutSafetyCheck = try members.bool("BypassPolicyLockoutSafetyCheck")
        description = try members.string("Description", .description) ?? ""
        tags = try members.objects("Tags", AWSTag.init(from:)) ?? []
    }
}

package struct ReplicateKeyResponse: ResponseShape {
    package let metadata: KeyMetadata
    package let policy: String
    package let tags: [AWSTag]

    package init(metadata: KeyMetadata, policy: String, tags: [AWSTag]) {
        self.metadata = metadata
        self.policy = policy
        self.tags = tags
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("ReplicaKeyMetadata", object: metadata.write)
        object.member("ReplicaPolicy", policy)
        object.member("ReplicaTags", objects: tags) { tag, object in tag.write(to: &object) }
    }
}
