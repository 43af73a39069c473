import AuditLog
import KeyMap

extension AuditRecord {
    /// The gateway's record of one GenerateDataKey.
    static var sample: AuditRecord {
        AuditRecord(
            time: Timestamp(seconds: Double(Sample.now)), source: "kms.amazonaws.com", name: "GenerateDataKey",
            region: Sample.region,
            identity: .user(
                arn: "arn:aws:iam::\(Sample.account):user/dev", account: Sample.account,
                accessKeyID: Sample.accessKeyID, name: "dev"),
            sourceAddress: "127.0.0.1", userAgent: "aws-cli/2",
            requestParameters: ["keyId": .string(Sample.key), "keySpec": "AES_256"],
            additionalEventData: [
                "attempts": 1, "custodians": ["custodian-1", "custodian-2", "custodian-3"], "blamed": [],
                "keyVersion": 1, "epoch": 1,
            ],
            requestID: Sample.requestID, eventID: Sample.requestID, readOnly: true,
            resources: [AuditResource(arn: Sample.key, account: Sample.account)], recipientAccount: Sample.account)
    }
}
