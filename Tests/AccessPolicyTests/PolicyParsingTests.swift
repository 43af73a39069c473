import AccessPolicy
import Testing

@Suite("Reading key policies")
struct PolicyParsingTests {
    typealias Fixture = PolicyFixture

    @Test(
        "what is no policy document is refused as malformed",
        arguments: [
            "", "x", "[]", "{}", #"{"Statement":[]}"#, #"{"Statement":"x"}"#, #"{"Statement":[1]}"#,
            #"{"Version":"2013-01-01","Statement":[\#(Fixture.root)]}"#,
            #"{"Version":1,"Statement":[\#(Fixture.root)]}"#,
            #"{"Id":1,"Statement":[\#(Fixture.root)]}"#, #"{"Foo":1,"Statement":[\#(Fixture.root)]}"#,
            #"{"Statement":[\#(Fixture.root)],"Statement":[]}"#, String(repeating: "[", count: 30_000),
        ])
    func malformedDocument(text: String) {
        #expect(throws: PolicyError(.malformed, "")) { try KeyPolicy(text) }
    }

    @Test(
        "what is no statement is refused as malformed, and named",
        arguments: [
            #""Principal":"*","Action":"*","Resource":"*""#, #""Effect":"allow","Principal":"*","Action":"*""#,
            #""Effect":"Allow","Action":"*","Resource":"*""#, #""Effect":"Allow","Principal":{},"Action":"*""#,
            #""Effect":"Allow","Principal":"x","Action":"*""#,
            #""Effect":"Allow","Principal":{"AWS":"x"},"Action":"*""#,
            #""Effect":"Allow","Principal":{"AWS":[]},"Action":"*""#,
            #""Effect":"Allow","Principal":{"Foo":"x"},"Action":"*""#,
            #""Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/*"},"Action":"*""#,
            #""Effect":"Allow","Principal":{"AWS":"arn:aws:s3:::x"},"Action":"*""#,
            #""Effect":"Allow","Principal":"*","Action":"Encrypt""#, #""Effect":"Allow","Principal":"*","Action":1"#,
            #""Effect":"Allow","Principal":"*","Action":["kms:*",1]"#,
            #""Effect":"Allow","Principal":"*","Action":"kms:""#,
            #""Effect":"Allow","Principal":"*","Action":"*","NotAction":"*""#,
            #""Effect":"Allow","Principal":"*","Foo":"*""#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":[]"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"StringEquals":{}}"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"StringEquals":{"kms:KeySpec":1.5}}"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"StringEquals":{"kms:KeySpec":[]}}"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"NumericEquals":{"kms:KeySpec":"1x"}}"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"ForAllValues:StringEquals":{"kms:EncryptionContext:a":"b"}}"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"NumericEquals":{"kms:KeySpec":"nan"}}"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"soon"}}"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0/8"}}"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"Bool":{"kms:MultiRegion":"yes"}}"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3"}}"#,
            #""Effect":"Allow","Principal":"*","Action":"*","Condition":{"BinaryEquals":{"kms:KeySpec":"a"}}"#,
        ])
    func malformedStatement(members: String) {
        do throws(PolicyError) {
            _ = try Fixture.policy(Fixture.root, #"{"Sid":"second one",\#(members)}"#)
            Issue.record("accepted")
        } catch {
            #expect(error.code == .malformed)
            #expect(error.message.hasPrefix("Statement 2 (Sid 'second one') "))
        }
    }

    @Test(
        "a policy that cannot be evaluated is refused, never stored and passed over",
        arguments: [
            #""NotPrincipal":"*","Action":"*","Resource":"*""#,
            #""Principal":"*","Action":"*","Resource":"*","Condition":{"StringMatches":{"kms:KeySpec":"x"}}"#,
            #""Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:MultiFactorAuthPresent":"x"}}"#,
            #""Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"kms:EncryptionContext:":"b"}}"#,
            #""Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"kms:KeySpec":"${aws:username}"}}"#,
            #""Principal":"*","Action":"*","Resource":"arn:aws:kms:*:*:key/${aws:username}""#,
            #""Principal":"*","Action":"*","Resource":"*","Condition":{"ForAnyValue:Null":{"kms:KeySpec":"true"}}"#,
            #""Principal":"*","Action":"*","Resource":"*","Condition":{"NullIfExists":{"kms:KeySpec":"true"}}"#,
        ])
    func unsupported(members: String) {
        #expect(throws: PolicyError(.unsupported, "")) { try Fixture.policy(#"{"Effect":"Deny",\#(members)}"#) }
    }

    @Test("a policy may have 32,768 bytes and no more")
    func size() throws {
        let text = #"{"Statement":[\#(Fixture.root)]}"#
        _ = try KeyPolicy(text + String(repeating: " ", count: KeyPolicy.sizeLimit - text.utf8.count))
        #expect(throws: PolicyError(.tooLarge, "")) {
            try KeyPolicy(text + String(repeating: " ", count: KeyPolicy.sizeLimit + 1 - text.utf8.count))
        }
    }

    @Test("a Sid comes once")
    func repeatedSid() {
        let statement = #"{"Sid":"a","Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"#
        #expect(throws: PolicyError(.malformed, "")) { try Fixture.policy(statement, statement) }
    }

    @Test("a single statement needs no list")
    func singleStatement() throws {
        let policy = try KeyPolicy(#"{"Statement":\#(Fixture.root)}"#)
        #expect(Fixture.decision(policy) == .allowed)
    }

    @Test("trap 29: a changed byte anywhere is read or refused, never a crash")
    func mutations() {
        let text = Array(KeyPolicy.standard(account: Fixture.account).utf8)
        for index in text.indices {
            for byte in [0, 0x20, 0x22, 0x2A, 0x3A, 0x7B, 0x7D, 0xFF] as [UInt8] {
                var changed = text
                changed[index] = byte
                _ = try? KeyPolicy(String(decoding: changed, as: UTF8.self))
            }
        }
    }
}
