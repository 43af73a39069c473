extension ConditionKey {
    /// Of what kind values are.
    enum Kind: String, Sendable {
        case text = "text"
        case arn = "an ARN"
        case number = "a number"
        case date = "a date"
        case truth = "true or false"
        case address = "an address"
    }

    /// The kinds that values may be of; nil where clients choose them.
    var kinds: Set<Kind>? {
        guard case .named(let name) = self else { return nil }
        return switch name {
        case .currentTime: [.date]
        case .validTo, .epochTime: [.number, .date]
        case .deletionWindow: [.number]
        case .isAWSService, .secureTransport, .viaAWSService, .bypassLockoutCheck, .grantIsForAWSResource, .multiRegion:
            [.truth]
        case .principalARN, .sourceARN: [.arn]
        case .granteePrincipal, .retiringPrincipal: [.text, .arn]
        case .sourceAddress: [.address]
        case .encryptionContextKeys, .tagKeys, .userAgent: nil
        default: [.text]
        }
    }

    /// Whether a request may have several values of it.
    var isMultivalued: Bool {
        guard case .named(let name) = self else { return false }
        return switch name {
        case .tagKeys, .encryptionContextKeys, .grantOperations, .resourceAliases, .custodianRegion, .jurisdiction: true
        default: false
        }
    }

    /// Whether no request has it here, because nobody calls in a way that would give it one.
    var isNeverPresent: Bool {
        switch self {
        case .principalTag: true
        case .named(let name):
            switch name {
            case .principalOrganization, .sourceAccount, .sourceARN, .sourceNetwork, .sourceNetworkEndpoint,
                .viaService, .grantIsForAWSResource:
                true
            default: false
            }
        default: false
        }
    }

    /// The actions whose requests may have it; nil where all may.
    var actions: [String]? {
        let data = ["GenerateDataKey", "GenerateDataKeyWithoutPlaintext"]
        let pairs = ["GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"]
        let encryption = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo"] + data + pairs
        let names: [String]? =
            switch self {
            case .encryptionContext, .named(.encryptionContextKeys): encryption + ["CreateGrant"]
            case .named(.encryptionAlgorithm): encryption
            case .named(.dataKeyPairSpec): pairs
            case .named(.signingAlgorithm), .named(.messageType): ["Sign", "Verify"]
            case .named(.macAlgorithm): ["GenerateMac", "VerifyMac"]
            case .named(.keyAgreementAlgorithm): ["DeriveSharedSecret"]
            case .named(.wrappingAlgorithm), .named(.wrappingKeySpec): ["GetParametersForImport"]
            case .named(.expirationModel), .named(.validTo): ["ImportKeyMaterial"]
            case .named(.grantConstraintType), .named(.grantOperations), .named(.granteePrincipal),
                .named(.retiringPrincipal):
                ["CreateGrant"]
            case .named(.deletionWindow): ["ScheduleKeyDeletion"]
            case .named(.primaryRegion): ["UpdatePrimaryRegion"]
            case .named(.replicaRegion): ["ReplicateKey"]
            case .named(.bypassLockoutCheck): ["PutKeyPolicy", "ReplicateKey"]
            case .requestTag: ["TagResource", "ReplicateKey"]
            case .named(.tagKeys): ["TagResource", "UntagResource", "ReplicateKey"]
            default: nil
            }
        return names?.map { "kms:" + $0 }
    }

    /// As in a policy.
    var name: String {
        switch self {
        case .named(let name): name.rawValue
        case .encryptionContext(let name): "kms:EncryptionContext:\(name)"
        case .resourceTag(let name): "aws:ResourceTag/\(name)"
        case .requestTag(let name): "aws:RequestTag/\(name)"
        case .principalTag(let name): "aws:PrincipalTag/\(name)"
        }
    }
}

extension ConditionComparison {
    /// The kind of values that it can find anything in; nil where it suits all.
    var kind: ConditionKey.Kind? {
        switch self {
        case .stringEquals, .stringNotEquals, .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase, .stringLike,
            .stringNotLike, .null:
            nil
        case .binaryEquals: .text
        case .numericEquals, .numericNotEquals, .numericLessThan, .numericLessThanEquals, .numericGreaterThan,
            .numericGreaterThanEquals:
            .number
        case .dateEquals, .dateNotEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan, .dateGreaterThanEquals:
            .date
        case .bool: .truth
        case .ipAddress, .notIPAddress: .address
        case .arnEquals, .arnNotEquals, .arnLike, .arnNotLike: .arn
        }
    }
}
