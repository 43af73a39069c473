import AccessPolicy
import Testing

@Suite("What a policy's author may not have meant")
struct LintTests {
    typealias Fixture = PolicyFixture

    private static let actions = [
        "kms:Encrypt", "kms:Decrypt", "kms:Sign", "kms:PutKeyPolicy", "kms:TagResource", "kms:ScheduleKeyDeletion",
        "kms:ImportKeyMaterial",
    ]

    private func findings(_ statements: String...) throws -> [PolicyFinding] {
        try KeyPolicy(#"{"Statement":[\#(([Fixture.root] + statements).joined(separator: ","))]}"#)
            .findings(actions: Self.actions)
    }

    @Test("nothing is found in AWS's default, nor in what says what it means")
    func nothing() throws {
        let standard = try KeyPolicy(KeyPolicy.standard(account: Fixture.account))
        #expect(standard.findings(actions: Self.actions).isEmpty)
        #expect(
            try findings(
                #"{"Effect":"Deny","Principal":"*","Action":["kms:*crypt"],"Resource":"*","Condition":"#
                    + #"{"StringNotEquals":{"kms:EncryptionContext:app":"x"},"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#,
                #"{"Effect":"Allow","Principal":"*","Action":"kms:Encrypt","Resource":"*","Condition":"#
                    + #"{"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":"a"},"#
                    + #""Null":{"kms:EncryptionContextKeys":"false"}}}"#,
                #"{"Effect":"Allow","Principal":"*","Action":"kms:Encrypt","Resource":"*","Condition":"#
                    + #"{"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":["a","b"]},"#
                    + #""ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"a"}}}"#,
                #"{"Effect":"Deny","Principal":"*","Action":"kms:PutKeyPolicy","Resource":"*","Condition":"#
                    + #"{"ArnLike":{"aws:ResourceTag/owner":"arn:aws:iam::*:user/dev"},"#
                    + #""ForAnyValue:StringNotEquals":{"aws:ResourceTag/env":"live"}}}"#,
                #"{"Effect":"Deny","Principal":"*","Action":"kms:ImportKeyMaterial","Resource":"*","Condition":"#
                    + #"{"NumericGreaterThan":{"kms:ValidTo":"1546257599.0"},"DateGreaterThan":{"kms:ValidTo":"2027"}}}"#
            ).isEmpty)
    }

    @Test(
        "what has another effect than it seems is found, and its statement named",
        arguments: [
            (#""Effect":"Allow","Principal":"*","Action":"kms:Encrypt","Resource":"*""#, "every caller"),
            (
                #""Effect":"Deny","Principal":"*","Action":"kms:Encrpt","Resource":"*""#,
                "'kms:Encrpt' matches no action"
            ),
            (#""Effect":"Deny","Principal":"*","Action":"kms:ReEncrypt","Resource":"*""#, "matches no action"),
            (#""Effect":"Deny","Principal":"*","Action":"kms:Encrypt""#, "no effect"),
            (
                #""Effect":"Deny","Principal":{"Service":"s3.amazonaws.com"},"Action":"kms:*","Resource":"*""#,
                "never call"
            ),
            (
                #""Effect":"Deny","Principal":"*","Action":"kms:Encrypt","Resource":"arn:aws:kms:*:*:key/*""#,
                "\"*\" means"
            ),
            (Self.deny(#"{"StringEquals":{"kms:ViaService":"s3"}}"#), "never applies"),
            (Self.deny(#"{"StringNotEquals":{"kms:ViaService":"s3"}}"#), "always holds"),
            (Self.deny(#"{"StringEquals":{"kms:SigningAlgorithm":"x"}}"#), "kms:Sign, kms:Verify only"),
            (Self.deny(#"{"NumericLessThan":{"kms:KeySpec":"7"}}"#), "which is text"),
            (
                #""Effect":"Deny","Principal":"*","Action":"kms:ScheduleKeyDeletion","Resource":"*","#
                    + #""Condition":{"DateLessThan":{"kms:ScheduleKeyDeletionPendingWindowInDays":"2027"}}"#,
                "which is a number"
            ),
            (Self.deny(#"{"IpAddress":{"aws:PrincipalArn":"10.0.0.0/8"}}"#), "which is an ARN"),
            (Self.deny(#"{"StringEquals":{"quorate:Jurisdiction":"US"}}"#), "several values"),
            (Self.deny(#"{"ForAnyValue:StringEquals":{"kms:KeySpec":"x"}}"#), "has one value"),
            (
                #""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:Encrypt","Resource":"*","#
                    + #""Condition":{"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":"a"}}"#,
                "which it so allows"
            ),
        ])
    func found(members: String, words: String) throws {
        let found = try findings(#"{"Sid":"here",\#(members)}"#)
        #expect(found.count == 1)
        #expect(found.first?.statement == 2 && found.first?.sid == "here")
        #expect(found.first?.message.contains(words) == true)
    }

    @Test("a policy that nobody could change again is found")
    func unchangeable() throws {
        let deny = #"{"Effect":"Deny","Principal":"*","Action":"kms:Put*","Resource":"*"}"#
        #expect(try findings(deny).map(\.statement) == [nil])
        let elsewhere =
            #"{"Effect":"Deny","Principal":"*","Action":"kms:Put*","Resource":"arn:aws:kms:eu-west-1:*:key/*"}"#
        #expect(try findings(elsewhere).map(\.statement) == [2])
        let encryptOnly = try KeyPolicy(
            #"{"Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:Encrypt","Resource":"*"}}"#
        )
        #expect(encryptOnly.findings(actions: Self.actions).first?.message.hasPrefix("Nobody can ever change") == true)
    }

    private static func deny(_ condition: String) -> String {
        #""Effect":"Deny","Principal":"*","Action":"kms:Encrypt","Resource":"*","Condition":\#(condition)"#
    }
}
