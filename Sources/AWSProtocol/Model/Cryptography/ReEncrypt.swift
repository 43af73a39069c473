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
        if dryRun.ignoresCiphertext, sourceKeyID == nil { members.noteMissing("SourceKeyId") }
        sourceAlgorithm = try members.choice("SourceEncryptionAlgorithm") ?? .symmetricDefault
        destinationKeyID = try members.requiredString("DestinationKeyId", .keyID)
        destinationEncryptionContext = try members.encryptionContext("DestinationEncryptionContext")
        destinationAlgorithm = try members.choice("DestinationEncryptionAlgorithm") ?? .symmetricDefault
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

    package init(
        ciphertext: [UInt8], sourceKeyID: String, destinationKeyID: String, sourceAlgorithm: AWSEncryptionAlgorithm,
        destinationAlgorithm: AWSEncryptionAlgorithm
    ) {
        self.ciphertext = ciphertext
        self.sourceKeyID = sourceKeyID
        self.destinationKeyID = destinationKeyID
        self.sourceAlgorithm = sourceAlgorithm
        self.destinationAlgorithm = destinationAlgorithm
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("CiphertextBlob", base64: ciphertext)
        object.member("SourceKeyId", sourceKeyID)
        object.member("KeyId", destinationKeyID)
        object.member("SourceEncryptionAlgorithm", sourceAlgorithm.rawValue)
        object.member("DestinationEncryptionAlgorithm", destinationAlgorithm.rawValue)
    }
}
