import AWSProtocol
import AuditLog
import Coordination
import KeyMap

extension AuditRecord {
    static let source = "kms.amazonaws.com"

    /// The record of an authenticated call.
    init(
        _ active: ActiveCall, failure: AWSError?, cause: CoordinationError?, time: Timestamp, eventID: String
    ) {
        let call = active.call
        self.init(
            time: time, source: Self.source, name: call.operation.rawValue, region: call.region,
            identity: call.client.auditIdentity, sourceAddress: call.details.sourceAddress,
            userAgent: call.details.userAgent, errorCode: failure?.code.name, errorMessage: failure?.message,
            requestParameters: active.parameters, responseElements: failure == nil ? active.response : .null,
            additionalEventData: active.eventData(cause: cause), requestID: call.details.requestID, eventID: eventID,
            readOnly: call.operation.isReadOnly, resources: active.resources, recipientAccount: call.client.account)
    }

    /// The record of a request that got no further than authentication.
    init(
        refused failure: AWSError, _ details: CallDetails, operation: KMSOperation?, client: AuthenticatedClient?,
        region: String?, time: Timestamp, eventID: String
    ) {
        self.init(
            time: time, source: Self.source, name: operation?.rawValue ?? "Unknown", region: region ?? "unknown",
            identity: client?.auditIdentity ?? .unknown, sourceAddress: details.sourceAddress,
            userAgent: details.userAgent, errorCode: failure.code.name, errorMessage: failure.message,
            requestID: details.requestID, eventID: eventID, readOnly: operation?.isReadOnly ?? true,
            recipientAccount: client?.account)
    }
}

extension ActiveCall {
    /// How often and by whom shares were used for the call; nil where none was.
    fileprivate func eventData(cause: CoordinationError?) -> AuditValue? {
        let permission: [AuditValue.Member] =
            switch grants.count {
            case 0: []
            case 1: [.init("grantId", .string(grants[0].description))]
            default: [.init("grantIds", .array(grants.map { .string($0.description) }))]
            }
        if let cause {
            return .object(
                permission + [
                    AuditValue.Member("attempts", .integer(Int64(cause.attempts))),
                    AuditValue.Member("blamed", .names(cause.blamed)),
                ])
        }
        guard let last = uses.last else { return permission.isEmpty ? nil : .object(permission) }
        var members = permission + last.auditMembers
        if uses.count > 1 {
            members.append(AuditValue.Member("source", .object(uses[0].auditMembers)))
        }
        return .object(members)
    }
}

extension QuorumUse {
    fileprivate var auditMembers: [AuditValue.Member] {
        let origin = isCached ? [AuditValue.Member("fromCache", true)] : []
        return origin + [
            AuditValue.Member("attempts", .integer(Int64(attempts))),
            AuditValue.Member("custodians", .names(custodians)),
            AuditValue.Member("blamed", .names(blamed)),
            AuditValue.Member("keyVersion", .integer(Int64(version.value))),
            AuditValue.Member("epoch", .integer(Int64(epoch.value))),
        ] + (isReduced ? [AuditValue.Member("reduced", .bool(true))] : [])
    }
}

extension AuditValue {
    fileprivate static func names(_ custodians: [CustodianID]) -> AuditValue {
        .array(custodians.map { .string($0.description) })
    }
}

extension KMSOperation {
    /// CloudTrail's `readOnly`: whether the operation leaves every key as it was.
    var isReadOnly: Bool {
        switch self {
        case .encrypt, .decrypt, .reEncrypt, .generateDataKey, .generateDataKeyWithoutPlaintext, .generateRandom, .sign,
            .verify, .generateMac, .verifyMac, .deriveSharedSecret, .generateDataKeyPair,
            .generateDataKeyPairWithoutPlaintext, .getPublicKey, .getParametersForImport, .describeKey,
            .getKeyLastUsage, .listKeys,
            .listAliases, .listResourceTags, .getKeyPolicy, .listKeyPolicies, .listGrants, .listRetirableGrants:
            true
        default: false
        }
    }
}
