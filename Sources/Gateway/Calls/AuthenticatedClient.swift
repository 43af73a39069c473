package import AccessPolicy
package import AuditLog

/// A user of an account, known by the access key that signed a request.
package struct AuthenticatedClient: Hashable, Sendable {
    package let accessKeyID: String
    /// As in `arn:aws:iam::111122223333:user/dev`.
    package let arn: String
    package let account: String

    package init(accessKeyID: String, arn: String, account: String) {
        self.accessKeyID = accessKeyID
        self.arn = arn
        self.account = account
    }

    package var caller: AccessRequest.Caller { AccessRequest.Caller(arn: arn, account: account) }

    package var auditIdentity: AuditIdentity {
        let name = arn.split(separator: "/").last.map(String.init) ?? arn
        return .user(arn: arn, account: account, accessKeyID: accessKeyID, name: name)
    }
}
