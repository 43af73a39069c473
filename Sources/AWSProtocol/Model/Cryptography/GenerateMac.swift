package import StrictJSON

package struct GenerateMacRequest: RequestShape {
    package let message: [UInt8]
    package let keyID: String
    package let algorithm: AWSMacAlgorithm
    package let grantTokens: [String]
    package let isDryRun: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        message = try members.requiredBlob("Message", lengths: Lengths.plaintext)
        keyID = try members.requiredString("KeyId", .keyID)
        algorithm = try members.requiredChoice("MacAlgorithm", standingIn: .hmacSHA256)
        grantTokens = try members.grantTokens()
        isDryRun = try members.bool("DryRun") ?? false
    }
}

package struct GenerateMacResponse: ResponseShape {
    package let mac: [UInt8]
    package let algorithm: AWSMacAlgorithm
    /// The key's ARN.
    package let keyID: String

    package init(mac: [UInt8], algorithm: AWSMacAlgorithm, keyID: String) {
        self.mac = mac
        self.algorithm = algorithm
        self.keyID = keyID
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("Mac", base64: mac)
        object.member("MacAlgorithm", algorithm.rawValue)
        object.member("KeyId", keyID)
    }
}
