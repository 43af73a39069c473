import AccessPolicy
import Testing

@Suite("What a key policy allows")
struct PolicyEvaluationTests {
    typealias Fixture = PolicyFixture

    @Test("the standard policy lets the account's users do everything, and nobody else anything")
    func standard() throws {
        let policy = try KeyPolicy(KeyPolicy.standard(account: Fixture.account))
        #expect(Fixture.decision(policy) == .allowed)
        #expect(Fixture.decision(policy, "kms:PutKeyPolicy") == .allowed)
        let stranger = AccessRequest.Caller(arn: "arn:aws:iam::444455556666:user/x", account: "444455556666")
        #expect(Fixture.decision(policy, caller: stranger) == .notAllowed)
    }

    @Test("an explicit Deny wins, whatever the order", arguments: [true, false])
    func deny(first: Bool) throws {
        let deny = #"{"Effect":"Deny","Principal":"*","Action":"kms:Encrypt","Resource":"*"}"#
        let policy = first ? try Fixture.policy(deny, Fixture.root) : try Fixture.policy(Fixture.root, deny)
        #expect(Fixture.decision(policy) == .explicitlyDenied)
        #expect(Fixture.decision(policy, "kms:Decrypt") == .allowed)
    }

    @Test(
        "a Deny names whom it means",
        arguments: [
            (#""*""#, .explicitlyDenied), (#"{"AWS":"*"}"#, .explicitlyDenied),
            (#"{"AWS":"111122223333"}"#, .explicitlyDenied),
            (#"{"AWS":"arn:aws:iam::111122223333:root"}"#, .explicitlyDenied),
            (#"{"AWS":"arn:aws:iam::111122223333:user/dev"}"#, .explicitlyDenied),
            (#"{"AWS":["arn:aws:iam::444455556666:root","arn:aws:iam::111122223333:user/dev"]}"#, .explicitlyDenied),
            (#"{"AWS":"arn:aws:iam::111122223333:user/other"}"#, .allowed),
            (#"{"AWS":"arn:aws:iam::111122223333:role/dev"}"#, .allowed),
            (#"{"AWS":"arn:aws:iam::444455556666:root"}"#, .allowed), (#"{"Service":"s3.amazonaws.com"}"#, .allowed),
        ] as [(String, AccessDecision)])
    func principals(principal: String, expected: AccessDecision) throws {
        let policy = try Fixture.policy(
            Fixture.root, #"{"Effect":"Deny","Principal":\#(principal),"Action":"kms:*","Resource":"*"}"#)
        #expect(Fixture.decision(policy) == expected)
    }

    @Test(
        "actions take wildcards and do not depend on case",
        arguments: [
            ("kms:Encrypt", true), ("kms:encrypt", true), ("KMS:ENCRYPT", true), ("kms:*", true), ("*", true),
            ("kms:En*", true),
            ("kms:*crypt", true), ("kms:E?crypt", true), ("kms:*n*y*t", true), ("kms:Decrypt", false),
            ("kms:Encryp", false),
            ("kms:Encrypt?", false), ("kms:E??crypt", false), ("s3:*", false), ("kms:Enc", false),
        ])
    func actions(pattern: String, matches: Bool) throws {
        let policy = try Fixture.policy(#"{"Effect":"Allow","Principal":"*","Action":"\#(pattern)","Resource":"*"}"#)
        #expect(Fixture.decision(policy) == (matches ? .allowed : .notAllowed))
    }

    @Test("NotAction and NotResource mean everything else")
    func inverted() throws {
        let policy = try Fixture.policy(
            Fixture.root,
            #"{"Effect":"Deny","Principal":"*","NotAction":["kms:Decrypt","kms:Describe*"],"Resource":"*"}"#)
        #expect(Fixture.decision(policy, "kms:Decrypt") == .allowed)
        #expect(Fixture.decision(policy, "kms:DescribeKey") == .allowed)
        #expect(Fixture.decision(policy) == .explicitlyDenied)
        let other = try Fixture.policy(
            #"{"Effect":"Allow","Principal":"*","Action":"*","NotResource":"arn:aws:s3:::x"}"#)
        #expect(Fixture.decision(other) == .allowed)
    }

    @Test(
        "a statement is about the resource it names",
        arguments: [
            ("*", true), (Fixture.key.arn, true), ("arn:aws:kms:*:111122223333:key/*", true),
            ("arn:aws:kms:us-west-2:111122223333:key/*", false), ("arn:aws:kms:us-east-1:111122223333:key/1234", false),
        ])
    func resources(pattern: String, matches: Bool) throws {
        let policy = try Fixture.policy(#"{"Effect":"Allow","Principal":"*","Action":"*","Resource":["\#(pattern)"]}"#)
        #expect(Fixture.decision(policy) == (matches ? .allowed : .notAllowed))
    }

    @Test(
        "a statement without action or resource is accepted and has no effect",
        arguments: [
            #"{"Effect":"Allow","Principal":"*","Action":"*"}"#, #"{"Effect":"Allow","Principal":"*","Resource":"*"}"#,
        ])
    func withoutEffect(statement: String) throws {
        #expect(Fixture.decision(try Fixture.policy(statement)) == .notAllowed)
    }

    @Test(
        "conditions hold or not as AWS defines",
        arguments: [
            (#"{"StringEquals":{"kms:CallerAccount":"111122223333"}}"#, true),
            (#"{"StringEquals":{"KMS:calleraccount":["0","111122223333"]}}"#, true),
            (#"{"StringEquals":{"kms:CallerAccount":"0"}}"#, false),
            (#"{"StringNotEquals":{"kms:CallerAccount":["0","111122223333"]}}"#, false),
            (#"{"StringNotEquals":{"kms:CallerAccount":["0","1"]}}"#, true),
            (#"{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/d?v"}}"#, true),
            (#"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"}}"#, false),
            (#"{"StringEqualsIgnoreCase":{"kms:KeySpec":"symmetric_default"}}"#, true),
            (#"{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}"#, false),
            (#"{"StringNotEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}"#, true),
            (#"{"StringEqualsIfExists":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}"#, true),
            (#"{"Bool":{"kms:GrantIsForAWSResource":"true"}}"#, false), (#"{"Null":{"kms:ViaService":"true"}}"#, true),
            (#"{"Null":{"kms:KeySpec":true}}"#, false),
            (#"{"StringEquals":{"kms:KeyUsage":"ENCRYPT_DECRYPT","aws:RequestedRegion":"us-east-1"}}"#, true),
            (
                #"{"StringEquals":{"kms:KeyUsage":"ENCRYPT_DECRYPT"},"StringLike":{"aws:RequestedRegion":"eu-*"}}"#,
                false
            ),
            ("{}", true),
        ])
    func conditions(condition: String, holds: Bool) throws {
        let policy = try Fixture.policy(
            Fixture.root, #"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":\#(condition)}"#)
        #expect(Fixture.decision(policy) == (holds ? .explicitlyDenied : .allowed))
    }

    @Test("the author of a policy may not lock himself out")
    func lockout() throws {
        try Fixture.policy(Fixture.root).checkLockout(of: Fixture.caller, on: Fixture.key) { _ in nil }
        let encryptOnly = try Fixture.policy(
            #"{"Effect":"Allow","Principal":"*","Action":"kms:Encrypt","Resource":"*"}"#)
        let denied = try Fixture.policy(
            Fixture.root, #"{"Effect":"Deny","Principal":"*","Action":"kms:Put*","Resource":"*"}"#)
        for policy in [encryptOnly, denied] {
            #expect(throws: PolicyError(.lockout, "")) {
                try policy.checkLockout(of: Fixture.caller, on: Fixture.key) { _ in nil }
            }
        }
    }

    @Test("refusals read as AWS's do")
    func refusals() {
        let request = AccessRequest(caller: Fixture.caller, action: "kms:Encrypt", resource: Fixture.key)
        #expect(request.refusal(for: .allowed) == nil)
        #expect(
            request.refusal(for: .notAllowed)
                == "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: kms:Encrypt on resource: "
                + "\(Fixture.key.arn) because no resource-based policy allows the kms:Encrypt action")
        #expect(
            request.refusal(for: .explicitlyDenied)?.hasSuffix("with an explicit deny in a resource-based policy")
                == true)
    }

    @Test("a hostile pattern takes no exponential time")
    func patternTime() {
        let pattern = WildcardPattern(String(repeating: "a*", count: 500) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 5000)))
    }
}
