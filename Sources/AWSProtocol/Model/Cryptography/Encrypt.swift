package import StrictJSON

package struct EncryptRequest: RequestShape {
    package let keyID: String
    package let plaintext: [UInt8]
    package let encryptionContext: AWSEncryptionContext
    package let grantTokens: [String]
    package let algorithm: AWSEncryptionAlgorithm
    package let isDryRun: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        plaintext = try members.requiredBlob("Plaintext", lengths: Lengths.plaintext)
        encryptionContext = try members.encryptionContext()
        grantTokens = try members.grantTokens()
        algorithm = try members.choice("EncryptionAlgorithm") ?? .symmetricDefault
        members.checkContext(encryptionContext, fits: algorithm)
        isDryRun = try members.bool("DryRun") ?? false
    }
}

package struct EncryptResponse: ResponseShape {
    package let ciphertext: [UInt8]
    /// The key's ARN.
    package let keyID: String
    package let algorithm: AWSEncryptionAlgorithm

    package init(ciphertext: [UInt8], keyID: String, algorithm: AWSEncryptionAlgorithm) {
        self.ciphertext = ciphertext
        self.keyID = keyID
        self.algorithm = algorithm
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("CiphertextBlob", base64: ciphertext)
        object.member("KeyId", keyID)
        object.member("EncryptionAlgorithm", algorithm.rawValue)
    }
}
