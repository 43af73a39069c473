import AWSProtocol
import AccessPolicy
import AuditLog

/// A request that tells what of it may stand in an audit record, and what policies may ask of it: never a plaintext, a
/// message or a ciphertext.
protocol AuditedRequest: RequestShape {
    /// CloudTrail's `requestParameters`.
    var auditParameters: AuditValue { get }
    /// What a condition key finds in the request; nil where that has nothing of it.
    ///
    /// - Parameter action: what the policy is asked to allow: one request may need several.
    func values(of key: ConditionKey, for action: String) -> [String]?
    /// The tokens of grants that the request counts on.
    var grantTokens: [String] { get }
    /// What the constraints of grants are about; nil where the request has no encryption context.
    func encryptionContext(for action: String) -> AWSEncryptionContext?
}

extension AuditedRequest {
    var grantTokens: [String] { [] }

    func values(of key: ConditionKey, for action: String) -> [String]? { nil }

    func encryptionContext(for action: String) -> AWSEncryptionContext? { nil }
}

extension AuditValue {
    /// An object without the members that are nil.
    static func parameters(_ members: KeyValuePairs<String, AuditValue?>) -> AuditValue {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }

    init?(optional text: String?) {
        guard let text else { return nil }
        self = .string(text)
    }

    /// Nil for an empty context.
    init?(_ context: AWSEncryptionContext) {
        guard !context.isEmpty else { return nil }
        self = .strings(context.entries.map { (key: $0.key, value: $0.value) })
    }

    init(_ tags: [AWSTag]) {
        self = .array(tags.map { ["tagKey": .string($0.key), "tagValue": .string($0.value)] })
    }

    init(_ page: PageRequest) {
        self = .parameters(["limit": .integer(Int64(page.limit)), "marker": AuditValue(optional: page.marker)])
    }
}
