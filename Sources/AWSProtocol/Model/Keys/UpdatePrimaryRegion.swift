/// The input of UpdatePrimaryRegion, whose output is empty.
package struct UpdatePrimaryRegionRequest: RequestShape {
    /// The key that is the primary one so far.
    package let keyID: String
    package let primaryRegion: String

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        primaryRegion = try members.requiredString("PrimaryRegion", .region)
    }
}
