import AccessPolicy
import AuditLog
import KeyMap

extension Seeds {
    static func json() -> [[UInt8]] {
        [
            #"{"a":[1,-0,1.5e-3,true,null,"\u00e9\ud83d\ude00\n\"\\"],"é":{"b":{}}}"#,
            #" [ 9223372036854775808 , [] ] "#,
            #""text""#, "-1E+2", String(repeating: "[", count: 64) + String(repeating: "]", count: 64),
            #"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"A":10}"#,
        ].map { Array($0.utf8) }
    }

    static func policies() -> [[UInt8]] {
        [
            KeyPolicy.standard(account: "111122223333"),
            #"{"Statement":{"Effect":"Allow","Principal":"*","Action":["kms:Encrypt","kms:De*"],"Resource":"*"}}"#,
            #"""
            {"Version":"2012-10-17","Id":"x","Statement":[
             {"Sid":"one","Effect":"Allow","Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/dev"]},
              "NotAction":"kms:Delete?","Resource":"arn:aws:kms:*:111122223333:key/*",
              "Condition":{"ForAnyValue:StringLikeIfExists":{"kms:ResourceAliases":["alias/*","x"]},
               "DateGreaterThan":{"aws:CurrentTime":"2026-01-31T00:00:00Z"},"Bool":{"kms:MultiRegion":true},
               "IpAddress":{"aws:SourceIp":"192.0.2.0/24"},"NumericLessThanEquals":{"aws:EpochTime":7},
               "ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"},"Null":{"aws:TagKeys":"false"}}},
             {"Sid":"two","Effect":"Deny","Principal":{"Service":"s3.amazonaws.com","AWS":"*"},"Action":"kms:CreateGrant",
              "NotResource":"x","Condition":{"StringNotEquals":{"kms:EncryptionContext:a":"b"}}}]}
            """#,
        ].map { Array($0.utf8) }
    }

    /// The policy's value, a zero byte, the request's.
    static func conditions() -> [[UInt8]] {
        [
            ("1.5", "2"), ("-3e2", "0x10"), ("2026-01-31T23:59:60.5+01:00", "2026-02"), ("1769817600", "2026-01-31"),
            ("192.0.2.0/24", "192.0.2.7"), ("2001:db8::/32", "2001:DB8::1"), ("::ffff:192.0.2.1/120", "192.0.2.9"),
            ("arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:user/dev"), ("true", "TRUE"), ("aGk=", "aGk="),
        ].map { Array($0.0.utf8) + [0] + Array($0.1.utf8) }
    }

    static func placements() -> [[UInt8]] {
        [
            "k=3 n=5", "n=5  k=2 regions=eu-west-1:eu-central-1 jurisdictions=eu trust=2 spread=required:vendor:region",
            "k=2 n=3 spread=none use=a:b use-jurisdictions=eu reconstruction=gateway", "k=2 n=4 spread=relaxed",
            "k=2 n=20 spread=region-loss:operator",
        ].map { Array($0.utf8) }
    }

    /// A log of one record, and one of three.
    static func auditLogs() throws -> [[UInt8]] {
        var chain = AuditChain(after: .beginning(of: try AuditLogID("gateway/1")))
        let lines = (1...3).map { number in
            chain.seal(
                AuditRecord(
                    time: now, source: "kms.amazonaws.com", name: "Decrypt", region: "eu-west-1",
                    identity: .user(
                        arn: "arn:aws:iam::111122223333:user/dev", account: "111122223333", accessKeyID: "AKIA",
                        name: "dev"), requestParameters: ["encryptionContext": ["purpose": "a \"quoted\" line\n"]],
                    requestID: "request-\(number)", eventID: "event-\(number)", readOnly: true))
        }
        return [lines[0], lines[0] + lines[1] + lines[2]]
    }
}
