package import StrictJSON

/// The input of GenerateDataKeyPair and GenerateDataKeyPairWithoutPlaintext, which differ in `Recipient` only.
package struct GenerateDataKeyPairRequest: RequestShape {
    package let encryptionContext: AWSEncryptionContext
    /// The symmetric key that the private key is encrypted under.
    package let keyID: String
    package let spec: AWSDataKeyPairSpec
    package let grantTokens: [String]
    package let recipient: RecipientInfo?
    package let isDryRun: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        encryptionContext = try members.encryptionContext()
        keyID = try members.requiredString("KeyId", .keyID)
        spec = try members.requiredChoice("KeyPairSpec", standingIn: .p256)
        grantTokens = try members.grantTokens()
        recipient = try RecipientInfo(in: &members)
        isDryRun = try members.bool("DryRun") ?? false
    }
}

package struct GenerateDataKeyPairResponse: ResponseShape {
    package let privateKeyCiphertext: [UInt8]
    /// A PKCS #8 PrivateKeyInfo in DER; nil for GenerateDataKeyPairWithoutPlaintext.
    package let privateKeyPlaintext: [UInt8]?
    /// A SubjectPublicKeyInfo in DER.
    package let publicKey: [UInt8]
    /// The key's ARN.
    package let keyID: String
    package let spec: AWSDataKeyPairSpec
    /// Which material of the key encrypted the private key.
    package let keyMaterialID: String?

    package init(
        privateKeyCiphertext: [UInt8], privateKeyPlaintext: [UInt8]?, publicKey: [UInt8], keyID: String,
        spec: AWSDataKeyPairSpec, keyMaterialID: String? = nil
    ) {
        self.privateKeyCiphertext = privateKeyCiphertext
        self.privateKeyPlaintext = privateKeyPlaintext
        self.publicKey = publicKey
        self.keyID = keyID
        self.spec = spec
        self.keyMaterialID = keyMaterialID
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("PrivateKeyCiphertextBlob", base64: privateKeyCiphertext)
        object.member("PrivateKeyPlaintext", base64: privateKeyPlaintext)
        object.member("PublicKey", base64: publicKey)
        object.member("KeyId", keyID)
        object.member("KeyPairSpec", spec.rawValue)
        object.member("KeyMaterialId", keyMaterialID)
    }
}
