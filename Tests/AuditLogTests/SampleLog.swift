import AuditLog
import KeyMap

/// A log of a few records, as lines without newlines.
struct SampleLog {
    var lines: [[UInt8]] = []
    var heads: [AuditHead] = []

    init(_ name: String = "gateway/1", count: Int) throws {
        var chain = AuditChain(after: .beginning(of: try AuditLogID(name)))
        for number in 1...count {
            lines.append(chain.seal(Self.record(number)).dropLast())
            heads.append(chain.head)
        }
    }

    static func record(_ number: Int) -> AuditRecord {
        AuditRecord(
            time: Timestamp(seconds: 1_795_000_000 + Double(number)), source: "kms.amazonaws.com", name: "Decrypt",
            region: "eu-west-1",
            identity: .user(
                arn: "arn:aws:iam::123456789012:user/dev", account: "123456789012", accessKeyID: "AKIA", name: "dev"),
            requestParameters: ["encryptionContext": ["purpose": "a \"quoted\" \u{2028} line\n"]],
            additionalEventData: ["attempts": 1, "custodians": ["custodian-1", "custodian-2", "custodian-3"]],
            requestID: "request-\(number)", eventID: "event-\(number)", readOnly: true,
            resources: [AuditResource(arn: "arn:aws:kms:eu-west-1:123456789012:key/1", account: "123456789012")])
    }

    /// What a verifier finds in these lines.
    func report(acknowledged: AuditHead? = nil, isTerminated: Bool = true) -> AuditReport {
        var verifier = AuditVerifier(acknowledged: acknowledged)
        for (index, line) in lines.enumerated() {
            verifier.read(
                line[...], at: AuditPlace(file: "log", line: index + 1),
                isTerminated: isTerminated || index + 1 < lines.count)
        }
        return verifier.finish()
    }
}
