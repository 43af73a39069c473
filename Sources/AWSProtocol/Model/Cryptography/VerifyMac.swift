package import StrictJSON

package struct VerifyMacRequest: RequestShape {
    package let message: [UInt8]
    package let keyID: String
    package let algorithm: AWSMacAlgorithm
    package let mac: [UInt8]
    package let grantTokens: [String]
    package let isDryRun: Bool

    package init(from members: inout RequestMembers) throws(AWSError) {
        message = try members.requiredBlob("Message", lengths: Lengths.plaintext)
        keyID = try members.requiredString("KeyId", .keyID)
        algorithm = try members.requiredChoice("MacAlgorithm", standingIn: .hmacSHA256)
        mac = try members.requiredBlob("Mac", lengths: Lengths.ciphertext)
        grantTokens = try members.grantTokens()
        isDryRun = try members.bool("DryRun") ?? false
    }
}

/// The answer to a MAC that is valid; another one is ``AWSError/Code/invalidMac``.
package struct VerifyMacResponse: ResponseShape {
    /// The key's ARN.
    package let keyID: String
    package let algorithm: AWSMacAlgorithm

    package init(keyID: String, algorithm: AWSMacAlgorithm) {
        self.keyID = keyID
        self.algorithm = algorithm
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
        object.member("MacValid", true)
        object.member("MacAlgorithm", algorithm.rawValue)
    }
}
