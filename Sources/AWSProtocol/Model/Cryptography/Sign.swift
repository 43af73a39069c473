package import StrictJSON

package struct SignRequest: RequestShape {
    package let keyID: String
    package let message: [UInt8]
    package let messageType: AWSMessageType
    package let grantTokens: [String]
    package let algorithm: AWSSigningAlgorithm
    package let isDryRun: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        message = try members.requiredBlob("Message", lengths: Lengths.plaintext)
        messageType = try members.choice("MessageType") ?? .raw
        grantTokens = try members.grantTokens()
        algorithm = try members.requiredChoice("SigningAlgorithm", standingIn: .ed25519SHA512)
        isDryRun = try members.bool("DryRun") ?? false
    }
}

package struct SignResponse: ResponseShape {
    /// The key's ARN.
    package let keyID: String
    package let signature: [UInt8]
    package let algorithm: AWSSigningAlgorithm

    package init(keyID: String, signature: [UInt8], algorithm: AWSSigningAlgorithm) {
        self.keyID = keyID
        self.signature = signature
        self.algorithm = algorithm
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
        object.member("Signature", base64: signature)
        object.member("SigningAlgorithm", algorithm.rawValue)
    }
}
