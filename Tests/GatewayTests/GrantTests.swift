import AWSProtocol
import Gateway
import GatewayTestSupport
import KeyMap
import StrictJSON
import Testing

@Suite("Grants")
struct GrantTests {
    private static let account = FakeFleet.account
    private static let closed = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\(user("dev"))"},"Action":"kms:*","Resource":"*"}]}
        """
    let fleet = FakeFleet()

    private static func user(_ name: String) -> String { "arn:aws:iam::\(account):user/\(name)" }

    private static func client(_ name: String) -> AuthenticatedClient {
        AuthenticatedClient(accessKeyID: "AKID\(name)", arn: user(name), account: account)
    }

    /// A key that its policy gives to `dev` alone.
    private func closedKey(_ members: String = "") async -> String {
        let policy = JSONText.quoted(Self.closed)
        return await fleet.makeKey(#"{"Policy":\#(policy)\#(members)}"#)
    }

    private func grant(
        on key: String, to name: String = "app", _ operations: [String] = ["Encrypt", "Decrypt"],
        _ members: String = "",
        by client: AuthenticatedClient = FakeFleet.client
    ) async -> KMSAnswer {
        let operations = operations.map { "\"\($0)\"" }.joined(separator: ",")
        return await fleet.call(
            .createGrant,
            #"{"KeyId":"\#(key)","GranteePrincipal":"\#(Self.user(name))","Operations":[\#(operations)]\#(members)}"#,
            client: client)
    }

    private func encrypt(_ key: String, as name: String, _ members: String = "") async -> String? {
        await fleet.call(.encrypt, #"{"KeyId":"\#(key)","Plaintext":"cA=="\#(members)}"#, client: Self.client(name))
            .error
    }

    private func listed(_ key: String) async -> [JSONValue] {
        await fleet.call(.listGrants, #"{"KeyId":"\#(key)"}"#)["Grants"]?.items ?? []
    }

    @Test(
        "trap 42: a grant allows what it says from its answer on, to its grantee and nobody else, until it is revoked")
    func life() async {
        let key = await closedKey()
        #expect(await encrypt(key, as: "app") == "AccessDeniedException")
        let made = await grant(on: key)
        #expect(made.status == 200)
        let id = made["GrantId"]?.text ?? ""
        #expect(id.utf8.count == 64)
        #expect(await encrypt(key, as: "app") == nil)
        #expect(await encrypt(key, as: "other") == "AccessDeniedException")
        let described = await fleet.call(.describeKey, #"{"KeyId":"\#(key)"}"#, client: Self.client("app"))
        #expect(described.error == "AccessDeniedException")
        #expect(fleet.audit.text.contains(#""grantId":"\#(id)""#))
        let entry = await listed(key).first
        #expect(entry?["GranteePrincipal"]?.text == Self.user("app"))
        #expect(entry?["Operations"]?.items.compactMap(\.text) == ["Decrypt", "Encrypt"])
        #expect(await fleet.call(.revokeGrant, #"{"KeyId":"\#(key)","GrantId":"\#(id)"}"#).status == 200)
        #expect(await encrypt(key, as: "app") == "AccessDeniedException")
        #expect(await listed(key).isEmpty)
        let again = await fleet.call(.revokeGrant, #"{"KeyId":"\#(key)","GrantId":"\#(id)"}"#)
        #expect(again.error == "NotFoundException")
    }

    @Test("a policy that denies wins over a grant")
    func denial() async {
        let statement = """
            {"Effect":"Deny","Principal":"*","Action":"kms:Encrypt","Resource":"*","Condition":{"StringEquals":{"kms:EncryptionContext:a":"b"}}}
            """
        let policy = Self.closed.replacing("}]}", with: "},\(statement)]}")
        let key = await fleet.makeKey(#"{"Policy":\#(JSONText.quoted(policy))}"#)
        _ = await grant(on: key)
        #expect(await encrypt(key, as: "app") == nil)
        #expect(await encrypt(key, as: "app", #","EncryptionContext":{"a":"b"}"#) == "AccessDeniedException")
    }

    @Test(
        "a constraint binds the encryption context",
        arguments: [
            ("Subset", #"{"a":"1"}"#, true), ("Subset", #"{"a":"1","b":"2"}"#, true), ("Subset", #"{"a":"2"}"#, false),
            ("Subset", "{}", false), ("Equals", #"{"a":"1"}"#, true), ("Equals", #"{"a":"1","b":"2"}"#, false),
            ("Equals", "{}", false), ("Equals", #"{"A":"1"}"#, false),
        ])
    func constraints(kind: String, context: String, isAllowed: Bool) async {
        let key = await closedKey()
        let constraint = #","Constraints":{"EncryptionContext\#(kind)":{"a":"1"}}"#
        let operations = [
            "Encrypt", "ReEncryptTo", "ReEncryptFrom", "GenerateDataKey", "GenerateDataKeyPair", "DescribeKey",
        ]
        #expect(await grant(on: key, operations, constraint).status == 200)
        let expected = isAllowed ? nil : "AccessDeniedException"
        #expect(await encrypt(key, as: "app", #","EncryptionContext":\#(context)"#) == expected)
        let app = Self.client("app")
        let dataKey = await fleet.call(
            .generateDataKey, #"{"KeyId":"\#(key)","KeySpec":"AES_256","EncryptionContext":\#(context)}"#, client: app)
        #expect(dataKey.error == expected)
        let pair = await fleet.call(
            .generateDataKeyPair, #"{"KeyId":"\#(key)","KeyPairSpec":"ECC_NIST_P256","EncryptionContext":\#(context)}"#,
            client: app)
        #expect(pair.error == expected)
        // An operation without a context is not bound by it.
        #expect(await fleet.call(.describeKey, #"{"KeyId":"\#(key)"}"#, client: app).status == 200)
        let sealed =
            await fleet.call(.encrypt, #"{"KeyId":"\#(key)","Plaintext":"cA=="}"#)["CiphertextBlob"]?.text ?? ""
        let moved = await fleet.call(
            .reEncrypt,
            #"{"CiphertextBlob":"\#(sealed)","DestinationKeyId":"\#(key)","DestinationEncryptionContext":\#(context)}"#,
            client: app)
        // The source's context is empty, which no constraint here allows.
        #expect(moved.error == "AccessDeniedException")
    }

    @Test("a grantee gives on no more than it has, and under no weaker constraint")
    func givingOn() async {
        let key = await closedKey()
        let constraint = #","Constraints":{"EncryptionContextSubset":{"a":"1"}}"#
        #expect(await grant(on: key, to: "lead", ["Encrypt", "CreateGrant"], constraint).status == 200)
        let lead = Self.client("lead")
        #expect(await grant(on: key, ["Encrypt"], constraint, by: lead).status == 200)
        let tighter = #","Constraints":{"EncryptionContextSubset":{"a":"1","b":"2"}}"#
        #expect(await grant(on: key, ["Encrypt"], tighter, by: lead).status == 200)
        let equal = #","Constraints":{"EncryptionContextEquals":{"a":"1"}}"#
        #expect(await grant(on: key, ["Encrypt"], equal, by: lead).status == 200)
        for (operations, members) in [
            (["Encrypt"], ""), (["Encrypt", "Decrypt"], constraint),
            (["Encrypt"], #","Constraints":{"EncryptionContextSubset":{"b":"2"}}"#),
        ] {
            #expect(await grant(on: key, operations, members, by: lead).error == "AccessDeniedException")
        }
        #expect(await listed(key).count == 4)
    }

    @Test("a retiring principal retires by token or id, a grantee where its grant allows it, nobody else")
    func retiring() async {
        let key = await closedKey()
        let members = #","RetiringPrincipal":"\#(Self.user("boss"))""#
        let first = await grant(on: key, ["Encrypt"], members)
        let token = first["GrantToken"]?.text ?? ""
        let boss = Self.client("boss")
        for name in ["app", "other", "dev"] {
            let refused = await fleet.call(.retireGrant, #"{"GrantToken":"\#(token)"}"#, client: Self.client(name))
            #expect(refused.error == "AccessDeniedException", "\(name)")
        }
        let retirable = await fleet.call(
            .listRetirableGrants, #"{"RetiringPrincipal":"\#(Self.user("boss"))"}"#, client: boss)
        #expect(retirable["Grants"]?.items.count == 1)
        let dry = await fleet.call(.retireGrant, #"{"GrantToken":"\#(token)","DryRun":true}"#, client: boss)
        #expect(dry.error == "DryRunOperationException")
        #expect(await fleet.call(.retireGrant, #"{"GrantToken":"\#(token)"}"#, client: boss).status == 200)
        let twice = await fleet.call(.retireGrant, #"{"GrantToken":"\#(token)"}"#, client: boss)
        #expect(twice.error == "InvalidGrantTokenException")
        let second = await grant(on: key, ["Encrypt", "RetireGrant"])["GrantId"]?.text ?? ""
        let body = #"{"KeyId":"\#(FakeFleet.arn(key))","GrantId":"\#(second)"}"#
        #expect(await fleet.call(.retireGrant, body, client: boss).error == "AccessDeniedException")
        #expect(await fleet.call(.retireGrant, body, client: Self.client("app")).status == 200)
        #expect(await listed(key).isEmpty)
    }

    @Test("a request of the same name that says the same finds the same grant; without a name there are two")
    func names() async {
        let key = await closedKey()
        let first = await grant(on: key, ["Encrypt"], #","Name":"n""#)["GrantId"]?.text
        #expect(first != nil)
        #expect(await grant(on: key, ["Encrypt"], #","Name":"n""#)["GrantId"]?.text == first)
        #expect(await grant(on: key, ["Decrypt"], #","Name":"n""#)["GrantId"]?.text != first)
        let unnamed = await grant(on: key, ["Encrypt"])["GrantId"]?.text
        #expect(await grant(on: key, ["Encrypt"])["GrantId"]?.text != unnamed)
        #expect(await listed(key).count == 4)
        let page = await fleet.call(.listGrants, #"{"KeyId":"\#(key)","Limit":3}"#)
        #expect(page["Grants"]?.items.count == 3)
        let marker = page["NextMarker"]?.text ?? ""
        let rest = await fleet.call(.listGrants, #"{"KeyId":"\#(key)","Marker":"\#(marker)"}"#)
        #expect(rest["Grants"]?.items.count == 1)
    }

    @Test("tokens of grants that there are do no harm, others are refused")
    func tokens() async {
        let key = await closedKey()
        let made = await grant(on: key)
        let token = made["GrantToken"]?.text ?? ""
        #expect(await encrypt(key, as: "app", #","GrantTokens":["\#(token)"]"#) == nil)
        let id = made["GrantId"]?.text ?? ""
        _ = await fleet.call(.revokeGrant, #"{"KeyId":"\#(key)","GrantId":"\#(id)"}"#)
        for wrong in [token, "eA==", "no token", String(token.dropLast(4))] {
            #expect(await encrypt(key, as: "dev", #","GrantTokens":["\#(wrong)"]"#) == "InvalidGrantTokenException")
        }
    }

    @Test(
        "grants that cannot be are refused, and nothing is left of them",
        arguments: [
            (["Sign"], "", "ValidationException"), (["Fly"], "", "ValidationException"),
            ([], "", "ValidationException"),
            (["Encrypt"], #","RetiringPrincipal":"me""#, "InvalidArnException"),
            (["Encrypt"], #","Name":"a b""#, "ValidationException"),
            (
                ["Encrypt"],
                #","Constraints":{"EncryptionContextEquals":{"a":"1"},"EncryptionContextSubset":{"a":"1"}}"#,
                "ValidationException"
            ),
            (["Encrypt"], #","DryRun":true"#, "DryRunOperationException"),
        ] as [([String], String, String)])
    func refusals(operations: [String], members: String, error: String) async {
        let key = await closedKey()
        #expect(await grant(on: key, operations, members).error == error)
        #expect(await listed(key).isEmpty)
    }

    @Test(
        "no grant is made on a key that is disabled, by whom the policy does not let, or with a context on a key without"
    )
    func states() async {
        let key = await closedKey()
        #expect(await grant(on: key, by: Self.client("app")).error == "AccessDeniedException")
        _ = await fleet.call(.disableKey, #"{"KeyId":"\#(key)"}"#)
        #expect(await grant(on: key).error == "DisabledException")
        let signing = await fleet.makeSigningKey()
        let constraint = #","Constraints":{"EncryptionContextEquals":{"a":"1"}}"#
        #expect(await grant(on: signing, ["Sign"], constraint).error == "ValidationException")
        #expect(await grant(on: signing, ["Sign", "GetPublicKey"]).status == 200)
    }

    @Test("a policy may bind whom grants are for, and what they allow")
    func conditions() async {
        let condition = """
            {"StringEquals":{"kms:GranteePrincipal":"\(Self.user("app"))"},
             "ForAllValues:StringEquals":{"kms:GrantOperations":["Encrypt","Decrypt"]}}
            """
        let policy = """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Principal":"*","Action":["kms:PutKeyPolicy","kms:ListGrants"],"Resource":"*"},
            {"Effect":"Allow","Principal":"*","Action":"kms:CreateGrant","Resource":"*","Condition":\(condition)}]}
            """
        let key = await fleet.makeKey(#"{"Policy":\#(JSONText.quoted(policy))}"#)
        #expect(await grant(on: key, to: "other").error == "AccessDeniedException")
        #expect(await grant(on: key, ["Encrypt", "DescribeKey"]).error == "AccessDeniedException")
        #expect(await grant(on: key).status == 200)
    }
}

/// Text as a string of JSON.
private enum JSONText {
    static func quoted(_ text: String) -> String {
        var object = JSONObjectWriter()
        object.member("t", text)
        return String(String(decoding: object.finish(), as: UTF8.self).dropFirst(5).dropLast())
    }
}
