package import StrictJSON

package struct DeriveSharedSecretRequest: RequestShape {
    package let keyID: String
    package let algorithm: AWSKeyAgreementAlgorithm
    /// The peer's key, a SubjectPublicKeyInfo in DER.
    package let publicKey: [UInt8]
    package let grantTokens: [String]
    package let isDryRun: Bool
    package let recipient: RecipientInfo?

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        algorithm = try members.requiredChoice("KeyAgreementAlgorithm", standingIn: .ecdh)
        publicKey = try members.requiredBlob("PublicKey", lengths: Lengths.publicKey)
        grantTokens = try members.grantTokens()
        isDryRun = try members.bool("DryRun") ?? false
        recipient = try RecipientInfo(in: &members)
    }
}

package struct DeriveSharedSecretResponse: ResponseShape {
    /// The key's ARN.
    package let keyID: String
    /// The raw secret: the x coordinate of the shared point, as long as the curve's field.
    package let sharedSecret: [UInt8]
    package let algorithm: AWSKeyAgreementAlgorithm
    package let origin: AWSOrigin

    package init(keyID: String, sharedSecret: [UInt8], algorithm: AWSKeyAgreementAlgorithm, origin: AWSOrigin) {
        self.keyID = keyID
        self.sharedSecret = sharedSecret
        self.algorithm = algorithm
        self.origin = origin
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
        object.member("SharedSecret", base64: sharedSecret)
        object.member("KeyAgreementAlgorithm", algorithm.rawValue)
        object.member("KeyOrigin", origin.rawValue)
    }
}
