package import StrictJSON

package struct GetPublicKeyRequest: RequestShape {
    package let keyID: String
    package let grantTokens: [String]

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        grantTokens = try members.grantTokens()
    }
}

package struct GetPublicKeyResponse: ResponseShape {
    /// The key's ARN.
    package let keyID: String
    /// A SubjectPublicKeyInfo in DER.
    package let publicKey: [UInt8]
    package let spec: AWSKeySpec
    package let usage: AWSKeyUsage
    package let encryptionAlgorithms: [AWSEncryptionAlgorithm]
    package let signingAlgorithms: [AWSSigningAlgorithm]
    package let keyAgreementAlgorithms: [AWSKeyAgreementAlgorithm]

    package init(
        keyID: String, publicKey: [UInt8], spec: AWSKeySpec, usage: AWSKeyUsage,
        encryptionAlgorithms: [AWSEncryptionAlgorithm] = [], signingAlgorithms: [AWSSigningAlgorithm] = [],
        keyAgreementAlgorithms: [AWSKeyAgreementAlgorithm] = []
    ) {
        self.keyID = keyID
        self.publicKey = publicKey
        self.spec = spec
        self.usage = usage
        self.encryptionAlgorithms = encryptionAlgorithms
        self.signingAlgorithms = signingAlgorithms
        self.keyAgreementAlgorithms = keyAgreementAlgorithms
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
        object.member("PublicKey", base64: publicKey)
        object.member("CustomerMasterKeySpec", spec.rawValue)
        object.member("KeySpec", spec.rawValue)
        object.member("KeyUsage", usage.rawValue)
        object.member("EncryptionAlgorithms", orNilIfEmpty: encryptionAlgorithms.map(\.rawValue))
        object.member("SigningAlgorithms", orNilIfEmpty: signingAlgorithms.map(\.rawValue))
        object.member("KeyAgreementAlgorithms", orNilIfEmpty: keyAgreementAlgorithms.map(\.rawValue))
    }
}
