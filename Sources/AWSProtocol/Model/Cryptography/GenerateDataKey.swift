package import StrictJSON

/// The input of GenerateDataKey and GenerateDataKeyWithoutPlaintext, which differ in `Recipient` only.
package struct GenerateDataKeyRequest: RequestShape {
    package let keyID: String
    package let encryptionContext: AWSEncryptionContext
    /// 1...1024, from `KeySpec` or `NumberOfBytes`.
    package let byteCount: Int
    package let grantTokens: [String]
    package let recipient: RecipientInfo?
    package let isDryRun: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        encryptionContext = try members.encryptionContext()
        byteCount = try Self.byteCount(from: &members)
        grantTokens = try members.grantTokens()
        recipient = try RecipientInfo(in: &members)
        isDryRun = try members.bool("DryRun") ?? false
    }

    private static func byteCount(from members: inout RequestMembers) throws(AWSError) -> Int {
        let number = try members.integer("NumberOfBytes", in: Lengths.random)
        let isNamed = members.value("KeySpec") != nil
        let spec: AWSDataKeySpec? = try members.choice("KeySpec")
        guard isNamed != (number != nil) else {
            try members.checkViolations()
            throw AWSError(.validation, "Please specify either number of bytes or key spec.")
        }
        return number ?? spec?.byteCount ?? 0
    }
}

package struct GenerateDataKeyResponse: ResponseShape {
    package let ciphertext: [UInt8]
    /// Nil for GenerateDataKeyWithoutPlaintext.
    package let plaintext: [UInt8]?
    /// The key's ARN.
    package let keyID: String
    /// Which material of the key encrypted the data key.
    package let keyMaterialID: String?

    package init(ciphertext: [UInt8], plaintext: [UInt8]?, keyID: String, keyMaterialID: String? = nil) {
        self.ciphertext = ciphertext
        self.plaintext = plaintext
        self.keyID = keyID
        self.keyMaterialID = keyMaterialID
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("CiphertextBlob", base64: ciphertext)
        object.member("Plaintext", base64: plaintext)
        object.member("KeyId", keyID)
        object.member("KeyMaterialId", keyMaterialID)
    }
}
