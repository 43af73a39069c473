/// One of CloudTrail's `resources`: what was touched.
package struct AuditResource: Hashable, Sendable {
    package let arn: String
    package let account: String
    package let type: String

    package init(arn: String, account: String, type: String = "AWS::KMS::Key") {
        self.arn = arn
        self.account = account
        self.type = type
    }

    var value: AuditValue {
        ["ARN": .string(arn), "accountId": .string(account), "type": .string(type)]
    }
}
