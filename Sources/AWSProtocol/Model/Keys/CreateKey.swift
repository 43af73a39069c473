package import StrictJSON

package struct CreateKeyRequest: RequestShape {
    package let policy: String?
    package let description: String
    package let usage: AWSKeyUsage?
    /// From `KeySpec`, or `CustomerMasterKeySpec`, its old name; nil where neither is there.
    package let spec: AWSKeySpec?
    package let origin: AWSOrigin?
    package let customKeyStoreID: String?
    package let xksKeyID: String?
    /// Nil where it was not sent.
    package let bypassPolicyLockoutSafetyCheck: Bool?
    package let tags: [AWSTag]
    package let isMultiRegion: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        policy = try members.string("Policy", .policy)
        description = try members.string("Description", .description) ?? ""
        usage = try members.choice("KeyUsage")
        let current: AWSKeySpec? = try members.choice("KeySpec")
        let old: AWSKeySpec? = try members.choice("CustomerMasterKeySpec")
        guard current == nil || old == nil else {
            throw AWSError(
                .validation,
                "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is "
                    + "deprecated.")
        }
        spec = current ?? old
        origin = try members.choice("Origin")
        customKeyStoreID = try members.string("CustomKeyStoreId", .customKeyStoreID)
        xksKeyID = try members.string("XksKeyId", .xksKeyID)
        bypassPolicyLockoutSafetyCheck = try members.bool("BypassPolicyLockoutSafetyCheck")
        tags = try members.objects("Tags", AWSTag.init(from:)) ?? []
        isMultiRegion = try members.bool("MultiRegion") ?? false
    }
}

package struct CreateKeyResponse: ResponseShape {
    package let metadata: KeyMetadata

    package init(metadata: KeyMetadata) {
        self.metadata = metadata
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyMetadata", object: metadata.write)
    }
}
