/// What a grant may allow: `GrantOperation` of the AWS service model.
package enum GrantOperation: String, CaseIterable, Sendable {
    case decrypt = "Decrypt"
    case encrypt = "Encrypt"
    case generateDataKey = "GenerateDataKey"
    case generateDataKeyWithoutPlaintext = "GenerateDataKeyWithoutPlaintext"
    case reEncryptFrom = "ReEncryptFrom"
    case reEncryptTo = "ReEncryptTo"
    case sign = "Sign"
    case verify = "Verify"
    case getPublicKey = "GetPublicKey"
    case createGrant = "CreateGrant"
    case retireGrant = "RetireGrant"
    case describeKey = "DescribeKey"
    case generateDataKeyPair = "GenerateDataKeyPair"
    case generateDataKeyPairWithoutPlaintext = "GenerateDataKeyPairWithoutPlaintext"
    case generateMac = "GenerateMac"
    case verifyMac = "VerifyMac"
    case deriveSharedSecret = "DeriveSharedSecret"

    /// Whether the requests of the operation have an encryption context, which a constraint can be about.
    package var takesContext: Bool {
        switch self {
        case .decrypt, .encrypt, .generateDataKey, .generateDataKeyWithoutPlaintext, .reEncryptFrom, .reEncryptTo,
            .generateDataKeyPair, .generateDataKeyPairWithoutPlaintext:
            true
        default: false
        }
    }

    /// Whether a key of this kind has the operation.
    package func suits(_ spec: KeySpec, _ usage: KeyUsage) -> Bool {
        switch self {
        case .createGrant, .retireGrant, .describeKey: true
        case .decrypt, .encrypt, .reEncryptFrom, .reEncryptTo: usage == .encryptDecrypt
        case .generateDataKey, .generateDataKeyWithoutPlaintext, .generateDataKeyPair,
            .generateDataKeyPairWithoutPlaintext:
            usage == .encryptDecrypt && !spec.isAsymmetric
        case .sign, .verify: usage == .signVerify
        case .generateMac, .verifyMac: usage == .generateVerifyMAC
        case .deriveSharedSecret: usage == .keyAgreement
        case .getPublicKey: spec.isAsymmetric
        }
    }
}
