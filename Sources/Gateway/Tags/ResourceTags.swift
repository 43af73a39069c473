import AWSProtocol
import AccessPolicy
import AuditLog
import KeyMap
import StrictJSON

extension TagResourceRequest: AuditedRequest {
    var auditParameters: AuditValue { ["keyId": .string(keyID), "tags": AuditValue(tags)] }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        tags.values(of: key)
    }
}

extension UntagResourceRequest: AuditedRequest {
    var auditParameters: AuditValue {
        ["keyId": .string(keyID), "tagKeys": .array(tagKeys.map { .string($0) })]
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.tagKeys) ? tagKeys : nil
    }
}

extension ListResourceTagsRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "limit": .integer(Int64(page.limit)), "marker": AuditValue(optional: page.marker),
        ])
    }
}

extension KMSGateway {
    func tagResource(_ request: TagResourceRequest, _ active: inout ActiveCall) async throws -> EmptyResponse {
        try TagRules.checkAdded(request.tags)
        let tags = request.tags.map { KeyRecord.Tag(key: $0.key, value: $0.value) }
        let key = try resolve(request.keyID, aliases: false, &active)
        if let sync = try TagRules.checkSync(request.tags, isMultiRegion: key.isMultiRegion), sync.contains(.policy) {
            let drafted = try key.applying(.tag(tags), in: active.region, at: now())
            let changed = key.replicaRegions.compactMap(drafted.seen).filter { draft in
                key.seen(in: draft.region).map { !$0.policy.hasSameBytes(as: draft.policy) } ?? true
            }
            try checkLockout(of: changed, active)
        }
        _ = try await control.changeKey(key.id, .tag(tags), in: active.region)
        return EmptyResponse()
    }

    func untagResource(_ request: UntagResourceRequest, _ active: inout ActiveCall) async throws -> EmptyResponse {
        try TagRules.checkRemoved(request.tagKeys)
        try await change(request.keyID, .untag(request.tagKeys), &active)
        return EmptyResponse()
    }

    func listResourceTags(
        _ request: ListResourceTagsRequest, _ active: inout ActiveCall
    ) async throws -> ListResourceTagsResponse {
        let key = try resolve(request.keyID, aliases: false, &active)
        let tags = key.tags.sorted { $0.key.precedesByBytes($1.key) }
        let page = try Pager.page(tags, request.page, list: "ListResourceTags", name: \.key)
        return ListResourceTagsResponse(page: page.map { AWSTag(key: $0.key, value: $0.value) })
    }
}
