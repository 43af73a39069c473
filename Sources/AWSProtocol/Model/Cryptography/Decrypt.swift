package import StrictJSON

package struct DecryptRequest: RequestShape {
    /// Empty only where ``dryRun`` ignores it.
    package let ciphertext: [UInt8]
    package let encryptionContext: AWSEncryptionContext
    package let grantTokens: [String]
    package let keyID: String?
    package let algorithm: AWSEncryptionAlgorithm
    package let recipient: RecipientInfo?
    package let dryRun: DryRun

    package init(from members: inout RequestMembers) throws(AWSError) {
        dryRun = try DryRun(from: &members)
        ciphertext = try members.ciphertext(dryRun)
        encryptionContext = try members.encryptionContext()
        grantTokens = try members.grantTokens()
        keyID = try members.string("KeyId", .keyID)
        algorithm = try members.choice("EncryptionAlgorithm") ?? .symmetricDefault
        if dryRun.ignoresCiphertext || algorithm.isAsymmetric, keyID == nil { members.noteMissing("KeyId") }
        members.checkContext(encryptionContext, fits: algorithm)
        recipient = try RecipientInfo(in: &members)
    }
}

package struct DecryptResponse: ResponseShape {
    /// The key's ARN.
    package let keyID: String
    package let plaintext: [UInt8]
    package let algorithm: AWSEncryptionAlgorithm
    /// For a symmetric encryption key: which of its materials decrypted.
    package let keyMaterialID: String?

    package init(
        keyID: String, plaintext: [UInt8], algorithm: AWSEncryptionAlgorithm, keyMaterialID: String? = nil
    ) {
        self.keyID = keyID
        self.plaintext = plaintext
        self.algorithm = algorithm
        self.keyMaterialID = keyMaterialID
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
        object.member("Plaintext", base64: plaintext)
        object.member("EncryptionAlgorithm", algorithm.rawValue)
        object.member("KeyMaterialId", keyMaterialID)
    }
}

extension RequestMembers {
    /// The ciphertext, which may be absent where a dry run ignores it.
    mutating func ciphertext(_ dryRun: DryRun) throws(AWSError) -> [UInt8] {
        let ciphertext = try blob("CiphertextBlob", lengths: Lengths.ciphertext)
        return dryRun.ignoresCiphertext
            ? ciphertext ?? [] : required(ciphertext, "CiphertextBlob", standingIn: [])
    }
}
