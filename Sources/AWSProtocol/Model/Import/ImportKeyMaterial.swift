package import StrictJSON

package struct ImportKeyMaterialRequest: RequestShape {
    package let keyID: String
    package let importToken: [UInt8]
    package let encryptedKeyMaterial: [UInt8]
    /// When the material expires, in seconds since 1970; nil where it does not. Whether that is in the future and within
    /// 365 days is for someone with a clock to check.
    package let validTo: Double?
    /// Nil where it was not sent.
    package let expirationModel: AWSExpirationModel?
    /// Nil where the client does not say; what that means depends on the key.
    package let importType: AWSImportType?
    package let keyMaterialDescription: String?
    /// The material that the client believes it imports again.
    package let keyMaterialID: String?

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        importToken = try members.requiredBlob("ImportToken", lengths: Lengths.ciphertext)
        encryptedKeyMaterial = try members.requiredBlob("EncryptedKeyMaterial", lengths: Lengths.ciphertext)
        expirationModel = try members.choice("ExpirationModel")
        validTo = try Self.validTo(expirationModel ?? .expires, from: &members)
        importType = try members.choice("ImportType")
        keyMaterialDescription = try members.string("KeyMaterialDescription", .keyMaterialDescription)
        keyMaterialID = try members.string("KeyMaterialId", .keyMaterialID)
        guard importType != .newKeyMaterial || keyMaterialID == nil else {
            try members.checkViolations()
            throw AWSError(
                .validation, "KeyMaterialId names material that the key has had. Leave it out with NEW_KEY_MATERIAL.")
        }
    }

    /// `ValidTo`, which must be there exactly where the material expires.
    private static func validTo(
        _ model: AWSExpirationModel, from members: inout RequestMembers
    ) throws(AWSError) -> Double? {
        let date = try members.timestamp("ValidTo")
        guard (model == .expires) == (date != nil) else {
            try members.checkViolations()
            throw AWSError(
                .validation,
                model == .expires
                    ? "A ValidTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES, the default."
                    : "A ValidTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE.")
        }
        return date
    }
}

package struct ImportKeyMaterialResponse: ResponseShape {
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
