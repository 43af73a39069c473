import AWSProtocol
import AccessPolicy
import AuditLog
import ByteCoding
import Crypto
import KeyMap

extension CreateKeyRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "policy": AuditValue(optional: policy), "description": .string(description),
            "keyUsage": AuditValue(optional: usage?.rawValue), "keySpec": AuditValue(optional: spec?.rawValue),
            "origin": AuditValue(optional: origin?.rawValue), "multiRegion": .bool(isMultiRegion),
            "bypassPolicyLockoutSafetyCheck": .bool(bypassPolicyLockoutSafetyCheck ?? false), "tags": AuditValue(tags),
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        switch key {
        case .named(.bypassLockoutCheck): bypassPolicyLockoutSafetyCheck.map { ["\($0)"] }
        default: tags.values(of: key)
        }
    }
}

extension KMSGateway {
    func createKey(_ request: CreateKeyRequest, _ active: inout ActiveCall) async throws -> CreateKeyResponse {
        try Self.checkBuilt(request)
        let (spec, usage) = try Self.kind(of: request)
        let origin = request.origin.flatMap { KeyOrigin(rawValue: $0.rawValue) } ?? .awsKMS
        let custody = try TagRules.checkNew(
            request.tags, spec: spec, usage: usage, origin: origin, isMultiRegion: request.isMultiRegion)
        let policy = request.policy ?? KeyPolicy.standard(account: active.account)
        _ = try policies.policy(policy)
        let tags = request.tags.map { KeyRecord.Tag(key: $0.key, value: $0.value) }
        if request.bypassPolicyLockoutSafetyCheck != true {
            let draft = KeyRecord(
                id: Self.unborn(request), account: active.account, region: active.region, spec: spec, usage: usage,
                custody: custody, origin: origin, created: now(), keyDescription: request.description, policy: policy,
                tags: tags, creationToken: nil,
                first: KeyVersion(number: .first, created: now(), shards: []))
            try checkLockout(of: [draft], active)
        }
        let created = try await control.createKey(
            KeyCreation(
                account: active.account, region: active.region, spec: spec, usage: usage, custody: custody,
                suite: TagRules.suite(of: request.tags, spec: spec, custody: custody, fallback: defaultSuite),
                origin: origin, placement: request.tags.first { $0.key == TagRules.placement }?.value ?? "",
                keyDescription: request.description, policy: policy,
                tags: tags, token: Self.token(of: active.call), isMultiRegion: request.isMultiRegion))
        let key = Self.seen(created, active)
        active.touch(key)
        active.response = ["keyMetadata": ["keyId": .string(key.id.description), "arn": .string(key.arn)]]
        return CreateKeyResponse(metadata: KeyMetadata(key))
    }

    private static func checkBuilt(_ request: CreateKeyRequest) throws(AWSError) {
        if let origin = request.origin, KeyOrigin(rawValue: origin.rawValue) == nil {
            throw AWSError(
                .unsupportedOperation, "Origin \(origin.rawValue) is not supported. Use AWS_KMS or EXTERNAL.")
        }
        guard request.customKeyStoreID == nil, request.xksKeyID == nil else {
            throw AWSError(
                .unsupportedOperation,
                "Custom key stores are not supported. Leave CustomKeyStoreId and XksKeyId out.")
        }
    }

    private static func kind(of request: CreateKeyRequest) throws(AWSError) -> (KeySpec, KeyUsage) {
        let name = request.spec ?? .symmetricDefault
        guard let spec = KeySpec(name) else {
            let built = KeySpec.allCases.map(\.rawValue).joined(separator: ", ")
            throw AWSError(
                .unsupportedOperation, "KeySpec \(name.rawValue) is not supported by this release. Use one of \(built)."
            )
        }
        guard let name = request.usage ?? (spec == .symmetricDefault ? .encryptDecrypt : nil) else {
            throw AWSError(
                .validation,
                "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.")
        }
        guard let usage = KeyUsage(rawValue: name.rawValue), spec.usages.contains(usage) else {
            let usages = spec.usages.map(\.rawValue).joined(separator: " or ")
            throw AWSError(
                .validation,
                "KeyUsage \(name.rawValue) is not compatible with KeySpec \(spec.rawValue). Use \(usages).")
        }
        return (spec, usage)
    }

    /// Stands for the id of a key that has none yet; no policy can name that.
    private static func unborn(_ request: CreateKeyRequest) -> KeyID {
        request.isMultiRegion
            ? KeyID(multiRegion: [UInt8](repeating: 0, count: 16)) : KeyID("00000000-0000-0000-0000-000000000000")
    }

    /// Equal for a request and its retries by the client's SDK, which repeats its invocation id: SHA-256 over caller,
    /// region, id and body, in hexadecimal. Nil where the client sends no id.
    private static func token(of call: KMSCall) -> String? {
        guard let invocation = call.details.invocationID else { return nil }
        var writer = ByteWriter()
        writer.write("quorate create key v1")
        writer.write(call.client.arn)
        writer.write(call.region)
        writer.write(invocation)
        writer.write(prefixed: Array(SHA256.hash(data: call.body)))
        return Hexadecimal.encode(SHA256.hash(data: writer.bytes))
    }
}
