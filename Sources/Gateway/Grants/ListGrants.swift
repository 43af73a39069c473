import AWSProtocol
import AuditLog
import KeyMap
import StrictJSON

extension ListGrantsRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "grantId": AuditValue(optional: grantID),
            "granteePrincipal": AuditValue(optional: granteePrincipal), "limit": .integer(Int64(page.limit)),
            "marker": AuditValue(optional: page.marker),
        ])
    }
}

extension ListRetirableGrantsRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "retiringPrincipal": .string(retiringPrincipal), "limit": .integer(Int64(page.limit)),
            "marker": AuditValue(optional: page.marker),
        ])
    }
}

extension KMSGateway {
    func listGrants(_ request: ListGrantsRequest, _ active: inout ActiveCall) async throws -> GrantsResponse {
        let key = try resolve(request.keyID, aliases: false, &active)
        let id = try request.grantID.map(Self.grantID)
        let grants = replica.grants(on: key.id, in: key.region).filter { grant in
            (id == nil || grant.id == id)
                && (request.granteePrincipal == nil || grant.grantee == request.granteePrincipal)
        }
        return try Self.response(grants, request.page, list: "ListGrants")
    }

    func listRetirableGrants(
        _ request: ListRetirableGrantsRequest, _ active: inout ActiveCall
    ) async throws -> GrantsResponse {
        let principal = try Self.principal(request.retiringPrincipal)
        // No key's policy is about all keys: a caller sees what it may retire itself.
        guard Self.includes(principal, active.client) else {
            throw AWSError(
                .accessDenied,
                "User: \(active.client.arn) is not authorized to perform: kms:ListRetirableGrants for \(principal). Name "
                    + "yourself as RetiringPrincipal.")
        }
        let grants = replica.grants(retiredBy: principal, account: active.account, region: active.region)
        return try Self.response(grants, request.page, list: "ListRetirableGrants")
    }

    /// - Throws: ``AWSError`` with `.invalidGrantID`.
    static func grantID(_ text: String) throws(AWSError) -> GrantID {
        guard let id = GrantID(text) else {
            throw AWSError(
                .invalidGrantID, "\(text) is no id of a grant: those have 64 hexadecimal digits; ListGrants shows them."
            )
        }
        return id
    }

    private static func response(
        _ grants: [GrantRecord], _ page: PageRequest, list: String
    ) throws(AWSError) -> GrantsResponse {
        let sorted = grants.sorted { $0.id.description.precedesByBytes($1.id.description) }
        return GrantsResponse(
            page: try Pager.page(sorted, page, list: list) { $0.id.description }.map(GrantsResponse.Entry.init))
    }
}

extension GrantsResponse.Entry {
    init(_ grant: GrantRecord) {
        let pairs = grant.constraint?.pairs.map { AWSEncryptionContext.Entry(key: $0.key, value: $0.value) }
        let context = pairs.map(AWSEncryptionContext.init(unique:))
        let isEquality = grant.constraint?.kind == .equals
        self.init(
            keyID: "arn:aws:kms:\(grant.region):\(grant.account):key/\(grant.key)", grantID: grant.id.description,
            name: grant.name, created: grant.created.seconds, granteePrincipal: grant.grantee,
            retiringPrincipal: grant.retiring, issuingAccount: "arn:aws:iam::\(grant.account):root",
            operations: grant.operations.map(\.rawValue),
            constraints: AWSGrantConstraints(
                subset: isEquality ? nil : context, equals: isEquality ? context : nil))
    }
}
