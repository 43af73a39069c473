/// The operations of the KMS API of 2014-11-01, built here or not.
package enum KMSOperation: String, CaseIterable, Sendable, CustomStringConvertible {
    case cancelKeyDeletion = "CancelKeyDeletion"
    case connectCustomKeyStore = "ConnectCustomKeyStore"
    case createAlias = "CreateAlias"
    case createCustomKeyStore = "CreateCustomKeyStore"
    case createGrant = "CreateGrant"
    case createKey = "CreateKey"
    case decrypt = "Decrypt"
    case deleteAlias = "DeleteAlias"
    case deleteCustomKeyStore = "DeleteCustomKeyStore"
    case deleteImportedKeyMaterial = "DeleteImportedKeyMaterial"
    case deriveSharedSecret = "DeriveSharedSecret"
    case describeCustomKeyStores = "DescribeCustomKeyStores"
    case describeKey = "DescribeKey"
    case disableKey = "DisableKey"
    case disableKeyRotation = "DisableKeyRotation"
    case disconnectCustomKeyStore = "DisconnectCustomKeyStore"
    case enableKey = "EnableKey"
    case enableKeyRotation = "EnableKeyRotation"
    case encrypt = "Encrypt"
    case generateDataKey = "GenerateDataKey"
    case generateDataKeyPair = "GenerateDataKeyPair"
    case generateDataKeyPairWithoutPlaintext = "GenerateDataKeyPairWithoutPlaintext"
    case generateDataKeyWithoutPlaintext = "GenerateDataKeyWithoutPlaintext"
    case generateMac = "GenerateMac"
    case generateRandom = "GenerateRandom"
    case getKeyLastUsage = "GetKeyLastUsage"
    case getKeyPolicy = "GetKeyPolicy"
    case getKeyRotationStatus = "GetKeyRotationStatus"
    case getParametersForImport = "GetParametersForImport"
    case getPublicKey = "GetPublicKey"
    case importKeyMaterial = "ImportKeyMaterial"
    case listAliases = "ListAliases"
    case listGrants = "ListGrants"
    case listKeyPolicies = "ListKeyPolicies"
    case listKeyRotations = "ListKeyRotations"
    case listKeys = "ListKeys"
    case listResourceTags = "ListResourceTags"
    case listRetirableGrants = "ListRetirableGrants"
    case putKeyPolicy = "PutKeyPolicy"
    case reEncrypt = "ReEncrypt"
    case replicateKey = "ReplicateKey"
    case retireGrant = "RetireGrant"
    case revokeGrant = "RevokeGrant"
    case rotateKeyOnDemand = "RotateKeyOnDemand"
    case scheduleKeyDeletion = "ScheduleKeyDeletion"
    case sign = "Sign"
    case tagResource = "TagResource"
    case untagResource = "UntagResource"
    case updateAlias = "UpdateAlias"
    case updateCustomKeyStore = "UpdateCustomKeyStore"
    case updateKeyDescription = "UpdateKeyDescription"
    case updatePrimaryRegion = "UpdatePrimaryRegion"
    case verify = "Verify"
    case verifyMac = "VerifyMac"

    /// The service's name in `X-Amz-Target`.
    private static let targetPrefix = "TrentService."

    /// Reads the `X-Amz-Target` header, `TrentService.OPERATION`.
    ///
    /// - Throws: ``AWSError`` with `.unknownOperation` where it is absent or names no operation of KMS.
    package init(target: String?) throws(AWSError) {
        guard let target else {
            throw AWSError(
                .unknownOperation,
                "The request has no X-Amz-Target header. Name a KMS operation there, as in TrentService.Encrypt.")
        }
        guard target.hasPrefix(Self.targetPrefix),
            let operation = Self(rawValue: String(target.dropFirst(Self.targetPrefix.count)))
        else {
            throw AWSError(
                .unknownOperation,
                "X-Amz-Target names no operation of AWS KMS. Name one there, as in TrentService.Encrypt.")
        }
        self = operation
    }

    package var description: String { rawValue }

    /// The action that a policy allows or denies, as in `kms:Encrypt`.
    package var action: String { "kms:\(rawValue)" }
    /// What the policy of the key that a ciphertext is under allows instead of `kms:ReEncrypt`.
    package static let reEncryptFromAction = "kms:ReEncryptFrom"
    /// What the policy of the key that the ciphertext is to be under allows.
    package static let reEncryptToAction = "kms:ReEncryptTo"

    /// Every action that a policy can name; one of them is no operation, but AWS's own in replicating keys.
    package static var policyActions: [String] {
        allCases.filter { $0 != .reEncrypt }.map(\.action)
            + [reEncryptFromAction, reEncryptToAction, "kms:SynchronizeMultiRegionKey"]
    }

    /// Whether the service model lists `InvalidArnException` for the operation; the others say `NotFoundException`.
    package var reportsInvalidARN: Bool {
        switch self {
        case .cancelKeyDeletion, .createGrant, .createKey, .deleteImportedKeyMaterial, .describeKey, .disableKey,
            .disableKeyRotation, .enableKey, .enableKeyRotation, .getKeyLastUsage, .getKeyPolicy, .getKeyRotationStatus,
            .getParametersForImport, .getPublicKey, .importKeyMaterial, .listAliases, .listGrants, .listKeyPolicies,
            .listKeyRotations, .listResourceTags, .listRetirableGrants, .putKeyPolicy, .replicateKey, .retireGrant,
            .revokeGrant, .rotateKeyOnDemand, .scheduleKeyDeletion, .tagResource, .untagResource, .updateKeyDescription,
            .updatePrimaryRegion:
            true
        default: false
        }
    }
}
