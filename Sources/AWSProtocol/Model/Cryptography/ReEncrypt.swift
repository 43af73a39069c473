package import StrictJSON

package struct ReEncryptRequest: RequestShape {
    /// Empty only where ``dryRun`` ignores it.
    package let ciphertext: [UInt8]
    package let sourceEncryptionContext: AWSEncryptionContext
    package let sourceKeyID: String?
    package let sourceAlgorithm: AWSEncryptionAlgorithm
    package let destinationKeyID: String
    package let destinationEncryptionContext: AWSEncryptionContext
    package let destinationAlgorithm: AWSEncryptionAlgorithm
    package let grantTokens: [String]
    package let dryRun: DryRun

    package init(from members: inout RequestMembers) throws(AWSError) {
        dryRun = try DryRun(from: &members)
        ciphertext = try members.ciphertext(dryRun)
        sourceEncryptionContext = try members.encryptionContext("SourceEncryptionContext")
        sourceKeyID = try members.string("SourceKeyId", .keyID)
        sourceAlgorithm = try members.choice("SourceEncryptionAlgorithm") ?? .symmetricDefault
        if dryRun.ignoresCiphertext || sourceAlgorithm.isAsymmetric, sourceKeyID == nil {
            members.noteMissing("SourceKeyId")
        }
        members.checkContext(sourceEncryptionContext, "SourceEncryptionContext", fits: sourceAlgorithm)
        destinationKeyID = try members.requiredString("DestinationKeyId", .keyID)
        destinationEncryptionContext = try members.encryptionContext("DestinationEncryptionContext")
        destinationAlgorithm = try members.choice("DestinationEncryptionAlgorithm") ?? .symmetricDefault
        members.checkContext(destinationEncryptionContext, "DestinationEncryptionContext", fits: destinationAlgorithm)
        grantTokens = try members.grantTokens()
    }
}

package struct ReEncryptResponse: ResponseShape {
    package let ciphertext: [UInt8]
    /// ARNs.
    package let sourceKeyID: String
    package let destinationKeyID: String
    package let sourceAlgorithm: AWSEncryptionAlgorithm
    package let destinationAlgorithm: AWSEncryptionAlgorithm
    /// For symmetric encryption keys: which of their materials decrypted and encrypted.
    package let sourceKeyMaterialID: String?
    package let destinationKeyMaterialID: String?

    package init(
        ciphertext: [UInt8], sourceKeyID: String, destinationKeyID: String, sourceAlgorithm: AWSEncryptionAlgorithm,
        destinationAlgorithm: AWSEncryptionAlgorithm, sourceKeyMaterialID: String? = nil,
        destinationKeyMaterialID: String? = nil
    ) {
        self.ciphertext = ciphertext
        self.sourceKeyID = sourceKeyID
        self.destinationKeyID = destinationKeyID
        self.sourceAlgorithm = sourceAlgorithm
        self.destinationAlgorithm = destinationAlgorithm
        self.sourceKeyMaterialID = sourceKeyMaterialID
        self.destinationKeyMaterialID = destinationKeyMaterialID
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("CiphertextBlob", base64: ciphertext)
        object.member("SourceKeyId", sourceKeyID)
        object.member("KeyId", destinationKeyID)
        object.member("SourceEncryptionAlgorithm", sourceAlgorithm.rawValue)
        object.member("DestinationEncryptionAlgorithm", destinationAlgorithm.rawValue)
        object.member("SourceKeyMaterialId", sourceKeyMaterialID)
        object.member("DestinationKeyMaterialId", destinationKeyMaterialID)
    }
}
