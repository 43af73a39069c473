package import StrictJSON

package struct DeleteImportedKeyMaterialRequest: RequestShape {
    package let keyID: String
    /// Nil for the current material.
    package let keyMaterialID: String?

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        keyMaterialID = try members.string("KeyMaterialId", .keyMaterialID)
    }
}

package struct DeleteImportedKeyMaterialResponse: ResponseShape {
    /// The key's ARN.
    package let keyID: String
    /// For symmetric encryption keys: 64 hexadecimal digits.
    package let keyMaterialID: String?

    package init(keyID: String, keyMaterialID: String? = nil) {
        self.keyID = keyID
        self.keyMaterialID = keyMaterialID
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
        object.member("KeyMaterialId", keyMaterialID)
    }
}
