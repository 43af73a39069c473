package import StrictJSON

package struct GetParametersForImportRequest: RequestShape {
    package let keyID: String
    package let wrappingAlgorithm: AWSWrappingAlgorithm
    package let wrappingKeySpec: AWSWrappingKeySpec

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        wrappingAlgorithm = try members.requiredChoice("WrappingAlgorithm", standingIn: .rsaOAEPSHA256)
        wrappingKeySpec = try members.requiredChoice("WrappingKeySpec", standingIn: .rsa4096)
    }
}

package struct GetParametersForImportResponse: ResponseShape {
    /// The key's ARN.
    package let keyID: String
    /// At most 6,144 bytes, for ImportKeyMaterial takes no more.
    package let importToken: [UInt8]
    /// The key to wrap with, a SubjectPublicKeyInfo in DER.
    package let publicKey: [UInt8]
    /// Seconds since 1970.
    package let parametersValidTo: Double

    package init(keyID: String, importToken: [UInt8], publicKey: [UInt8], parametersValidTo: Double) {
        self.keyID = keyID
        self.importToken = importToken
        self.publicKey = publicKey
        self.parametersValidTo = parametersValidTo
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
        object.member("ImportToken", base64: importToken)
        object.member("PublicKey", base64: publicKey)
        object.member("ParametersValidTo", epochSeconds: parametersValidTo)
    }
}
