/// A condition key: something that a policy may ask of a request ("AWS global condition context keys" of the IAM guide,
/// "Condition keys for AWS KMS" of the KMS guide). Its name does not depend on case.
package enum ConditionKey: Hashable, Sendable {
    case named(Name)
    /// `kms:EncryptionContext:NAME`.
    case encryptionContext(String)
    /// `aws:ResourceTag/NAME`: a tag of the key.
    case resourceTag(String)
    /// `aws:RequestTag/NAME`: a tag that the request would set.
    case requestTag(String)
    /// `aws:PrincipalTag/NAME`: a tag of the caller.
    case principalTag(String)

    /// The keys that have one name. One that no request has here is absent in AWS too where its subject is.
    package enum Name: String, CaseIterable, Sendable {
        case currentTime = "aws:CurrentTime"
        case epochTime = "aws:EpochTime"
        case isAWSService = "aws:PrincipalIsAWSService"
        case principalAccount = "aws:PrincipalAccount"
        case principalARN = "aws:PrincipalArn"
        case principalOrganization = "aws:PrincipalOrgID"
        case principalType = "aws:PrincipalType"
        case requestedRegion = "aws:RequestedRegion"
        case resourceAccount = "aws:ResourceAccount"
        case secureTransport = "aws:SecureTransport"
        case sourceAccount = "aws:SourceAccount"
        case sourceARN = "aws:SourceArn"
        case sourceAddress = "aws:SourceIp"
        case sourceNetwork = "aws:SourceVpc"
        case sourceNetworkEndpoint = "aws:SourceVpce"
        case tagKeys = "aws:TagKeys"
        case userAgent = "aws:UserAgent"
        case userName = "aws:username"
        case viaAWSService = "aws:ViaAWSService"
        case bypassLockoutCheck = "kms:BypassPolicyLockoutSafetyCheck"
        case callerAccount = "kms:CallerAccount"
        case customerMasterKeySpec = "kms:CustomerMasterKeySpec"
        case customerMasterKeyUsage = "kms:CustomerMasterKeyUsage"
        case dataKeyPairSpec = "kms:DataKeyPairSpec"
        case encryptionAlgorithm = "kms:EncryptionAlgorithm"
        case encryptionContextKeys = "kms:EncryptionContextKeys"
        case expirationModel = "kms:ExpirationModel"
        case grantConstraintType = "kms:GrantConstraintType"
        case grantIsForAWSResource = "kms:GrantIsForAWSResource"
        case grantOperations = "kms:GrantOperations"
        case granteePrincipal = "kms:GranteePrincipal"
        case keyAgreementAlgorithm = "kms:KeyAgreementAlgorithm"
        case keyOrigin = "kms:KeyOrigin"
        case keySpec = "kms:KeySpec"
        case keyUsage = "kms:KeyUsage"
        case macAlgorithm = "kms:MacAlgorithm"
        case messageType = "kms:MessageType"
        case multiRegion = "kms:MultiRegion"
        case multiRegionKeyType = "kms:MultiRegionKeyType"
        case primaryRegion = "kms:PrimaryRegion"
        case replicaRegion = "kms:ReplicaRegion"
        case requestAlias = "kms:RequestAlias"
        case resourceAliases = "kms:ResourceAliases"
        case retiringPrincipal = "kms:RetiringPrincipal"
        case deletionWindow = "kms:ScheduleKeyDeletionPendingWindowInDays"
        case signingAlgorithm = "kms:SigningAlgorithm"
        case validTo = "kms:ValidTo"
        case viaService = "kms:ViaService"
        case wrappingAlgorithm = "kms:WrappingAlgorithm"
        case wrappingKeySpec = "kms:WrappingKeySpec"
        /// The region of the gateway that the client reached.
        case clientRegion = "quorate:ClientRegion"
        /// `threshold` or `quorum`.
        case custody = "quorate:Custody"
        /// The regions in which the key's current version has custodians; several values, of which one is empty where the
        /// region of one is not known.
        case custodianRegion = "quorate:CustodianRegion"
        /// The jurisdictions of these; several values, of which one is empty where nobody said that of one.
        case jurisdiction = "quorate:Jurisdiction"
    }

    private static let named = Dictionary(uniqueKeysWithValues: Name.allCases.map { ($0.rawValue.lowercased(), $0) })
    private static let families: [(prefix: String, key: @Sendable (String) -> ConditionKey)] = [
        ("kms:EncryptionContext:", { .encryptionContext($0) }), ("aws:ResourceTag/", { .resourceTag($0) }),
        ("aws:RequestTag/", { .requestTag($0) }), ("aws:PrincipalTag/", { .principalTag($0) }),
    ]

    /// Nil for a name that is none of these.
    init?(_ text: String) {
        if let name = Self.named[text.lowercased()] {
            self = .named(name)
            return
        }
        for family in Self.families {
            let start = text.prefix(family.prefix.count)
            let rest = text.dropFirst(family.prefix.count)
            guard start.lowercased() == family.prefix.lowercased(), !rest.isEmpty else { continue }
            self = family.key(String(rest))
            return
        }
        return nil
    }

    /// The names of all, for people.
    static let all = Name.allCases.map(\.rawValue) + families.map { $0.prefix + "NAME" }

    /// The values of the entries that a key of a family names; nil for none. Case does not count, so there may be several.
    package static func values(
        of name: String, in entries: some Sequence<(key: String, value: String)>
    ) -> [String]? {
        let name = name.lowercased()
        let values = entries.filter { $0.key.lowercased().utf8.elementsEqual(name.utf8) }.map(\.value)
        return values.isEmpty ? nil : values
    }
}
