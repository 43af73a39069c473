import AWSProtocol
import AuditLog
import KeyMap

extension ListAliasesRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": AuditValue(optional: keyID), "limit": .integer(Int64(page.limit)),
            "marker": AuditValue(optional: page.marker),
        ])
    }
}

extension KMSGateway {
    func listAliases(_ request: ListAliasesRequest, _ active: inout ActiveCall) async throws -> ListAliasesResponse {
        var aliases = replica.aliases(account: active.account, region: active.region)
        if let keyID = request.keyID {
            let key = try resolve(keyID, aliases: false, &active)
            aliases.removeAll { $0.target != key.id }
        }
        let page = try Pager.page(aliases, request.page, list: "ListAliases") { $0.name.name }
        return ListAliasesResponse(
            page: page.map { alias in
                ListAliasesResponse.Entry(
                    name: alias.name.name, arn: alias.arn, targetKeyID: alias.target.description,
                    created: alias.created.seconds, updated: alias.updated.seconds)
            })
    }
}
