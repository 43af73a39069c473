import AWSProtocol
import AuditLog
import KeyMap

extension DescribeKeyRequest: AuditedRequest {
    var auditParameters: AuditValue { ["keyId": .string(keyID)] }
}

extension ListKeysRequest: AuditedRequest {
    var auditParameters: AuditValue { AuditValue(page) }
}

extension KMSGateway {
    func describeKey(_ request: DescribeKeyRequest, _ active: inout ActiveCall) async throws -> DescribeKeyResponse {
        let key = try resolve(request.keyID, aliases: true, &active)
        return DescribeKeyResponse(metadata: KeyMetadata(key))
    }

    func listKeys(_ request: ListKeysRequest, _ active: inout ActiveCall) async throws -> ListKeysResponse {
        let keys = replica.keys(account: active.account, region: active.region)
        let page = try Pager.page(keys, request.page, list: "ListKeys") { $0.id.description }
        return ListKeysResponse(page: page.map { .init(keyID: $0.id.description, arn: $0.arn) })
    }
}

extension Page {
    /// The same page of other items.
    func map<Other: Sendable>(_ transform: (Item) -> Other) -> Page<Other> {
        Page<Other>(items: items.map(transform), nextMarker: nextMarker)
    }
}
