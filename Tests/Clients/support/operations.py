"""The operations of the AWS service model: those that are built, and the others."""

BUILT = frozenset(
    """
    CreateKey DescribeKey ListKeys UpdateKeyDescription EnableKey DisableKey ScheduleKeyDeletion CancelKeyDeletion
    CreateAlias UpdateAlias DeleteAlias ListAliases TagResource UntagResource ListResourceTags
    GetKeyPolicy PutKeyPolicy ListKeyPolicies Encrypt Decrypt ReEncrypt GenerateDataKey
    GenerateDataKeyWithoutPlaintext GenerateRandom Sign Verify GetPublicKey GenerateMac VerifyMac
    DeriveSharedSecret GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GetParametersForImport
    ImportKeyMaterial DeleteImportedKeyMaterial ReplicateKey UpdatePrimaryRegion
    CreateGrant ListGrants ListRetirableGrants RetireGrant RevokeGrant GetKeyLastUsage
    """.split()
)
