/// CloudTrail's `userIdentity`: who asked.
package struct AuditIdentity: Hashable, Sendable {
    package let value: AuditValue

    /// A user of an account, known by the access key that signed the request.
    package static func user(arn: String, account: String, accessKeyID: String, name: String) -> AuditIdentity {
        AuditIdentity(value: [
            "type": "IAMUser", "principalId": .string(accessKeyID), "arn": .string(arn), "accountId": .string(account),
            "accessKeyId": .string(accessKeyID), "userName": .string(name),
        ])
    }

    /// A gateway, hub or custodian, known by the SPIFFE id of its certificate.
    package static func node(_ spiffeID: String) -> AuditIdentity {
        AuditIdentity(value: ["type": "QuorateNode", "principalId": .string(spiffeID)])
    }

    /// Whoever has the bearer token of the admin API.
    package static let adminToken = AuditIdentity(value: ["type": "QuorateOperator", "principalId": "admin-token"])

    /// Nobody that could be authenticated.
    package static let unknown = AuditIdentity(value: ["type": "Unknown"])
}
