package import StrictJSON

package struct VerifyRequest: RequestShape {
    package let keyID: String
    package let message: [UInt8]
    package let messageType: AWSMessageType
    package let signature: [UInt8]
    package let algorithm: AWSSigningAlgorithm
    package let grantTokens: [String]
    package let isDryRun: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        message = try members.requiredBlob("Message", lengths: Lengths.plaintext)
        messageType = try members.choice("MessageType") ?? .raw
        signature = try members.requiredBlob("Signature", lengths: Lengths.ciphertext)
        algorithm = try members.requiredChoice("SigningAlgorithm", standingIn: .ed25519SHA512)
        grantTokens = try members.grantTokens()
        isDryRun = try members.bool("DryRun") ?? false
    }
}

/// The answer to a signature that is valid; another one is ``AWSError/Code/invalidKMSSignature``.
package struct VerifyResponse: ResponseShape {
    /// The key's ARN.
    package let keyID: String
    package let algorithm: AWSSigningAlgorithm

    package init(keyID: String, algorithm: AWSSigningAlgorithm) {
        self.keyID = keyID
        self.algorithm = algorithm
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
        object.member("SignatureValid", true)
        object.member("SigningAlgorithm", algorithm.rawValue)
    }
}
