import AWSProtocol
import Gateway
import GatewayTestSupport
import KeyMap
import Testing

/// A request on a key whose policy denies it under a condition.
struct DeniedRequest: Sendable, CustomTestStringConvertible {
    let operation: KMSOperation
    /// The request's members beside the key.
    let members: String
    let condition: String
    let isDenied: Bool

    init(_ operation: KMSOperation, _ members: String, if condition: String, denied: Bool) {
        self.operation = operation
        self.members = members
        self.condition = condition
        isDenied = denied
    }

    var testDescription: String { "\(operation) {\(members)} if \(condition)" }
}

/// What of a request, of its sender and of its key the conditions of a policy see.
@Suite("Conditions on requests")
struct PolicyConditionTests {
    let fleet = FakeFleet()

    /// Makes a key whose account may do everything, but not the action where the condition holds.
    private func makeKey(
        denying action: String, if condition: String, _ members: String = ""
    ) async -> String {
        let allow = #"{"Effect":"Allow","Principal":{"AWS":"\#(FakeFleet.account)"},"Action":"kms:*","Resource":"*"}"#
        let deny =
            #"{"Effect":"Deny","Principal":"*","Action":"\#(action)","Resource":"*","Condition":\#(condition)}"#
        let policy = #"{"Statement":[\#(allow),\#(deny)]}"#.replacing("\"", with: "\\\"")
        return await fleet.makeKey(#"{"Policy":"\#(policy)"\#(members)}"#)
    }

    private func isDenied(_ operation: KMSOperation, _ members: String, _ key: String) async -> Bool {
        await fleet.call(operation, #"{"KeyId":"\#(key)",\#(members)}"#).error == "AccessDeniedException"
    }

    private func check(_ request: DeniedRequest, _ members: String = "") async {
        let key = await makeKey(denying: request.operation.action, if: request.condition, members)
        #expect(!key.isEmpty)
        #expect(await isDenied(request.operation, request.members, key) == request.isDenied)
    }

    @Test(
        "the encryption context, whose names do not depend on case, and its names, which do",
        arguments: [
            DeniedRequest(
                .encrypt, #""Plaintext":"aGk=","EncryptionContext":{"App":"x"}"#,
                if: #"{"StringNotEquals":{"kms:EncryptionContext:app":"x"}}"#, denied: false),
            DeniedRequest(
                .encrypt, #""Plaintext":"aGk=","EncryptionContext":{"App":"y"}"#,
                if: #"{"StringNotEquals":{"kms:EncryptionContext:app":"x"}}"#, denied: true),
            DeniedRequest(
                .generateDataKey, #""KeySpec":"AES_256""#,
                if: #"{"StringNotEquals":{"kms:EncryptionContext:app":"x"}}"#, denied: true),
            DeniedRequest(
                .generateDataKeyWithoutPlaintext, #""KeySpec":"AES_256","EncryptionContext":{"App":"x","b":"1"}"#,
                if: #"{"Null":{"kms:EncryptionContext:B":"true"}}"#, denied: false),
            DeniedRequest(
                .generateDataKey, #""KeySpec":"AES_256","EncryptionContext":{"App":"x"}"#,
                if: #"{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"App"}}"#, denied: true),
            DeniedRequest(
                .generateDataKey, #""KeySpec":"AES_256","EncryptionContext":{"app":"x"}"#,
                if: #"{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"App"}}"#, denied: false),
        ])
    func context(_ request: DeniedRequest) async {
        await check(request)
    }

    @Test(
        "algorithms and specs",
        arguments: [
            DeniedRequest(
                .encrypt, #""Plaintext":"aGk=""#,
                if: #"{"StringEquals":{"kms:EncryptionAlgorithm":"SYMMETRIC_DEFAULT"}}"#, denied: true),
            DeniedRequest(
                .generateDataKeyPair, #""KeyPairSpec":"ECC_NIST_P256""#,
                if: #"{"StringEquals":{"kms:DataKeyPairSpec":"ECC_NIST_P256"}}"#, denied: true),
            DeniedRequest(
                .generateDataKeyPair, #""KeyPairSpec":"ECC_NIST_P384""#,
                if: #"{"StringEquals":{"kms:DataKeyPairSpec":"ECC_NIST_P256"}}"#, denied: false),
            DeniedRequest(
                .scheduleKeyDeletion, #""PendingWindowInDays":8"#,
                if: #"{"NumericLessThan":{"kms:ScheduleKeyDeletionPendingWindowInDays":"9"}}"#, denied: true),
            DeniedRequest(
                .scheduleKeyDeletion, #""PendingWindowInDays":10"#,
                if: #"{"NumericLessThan":{"kms:ScheduleKeyDeletionPendingWindowInDays":"9"}}"#, denied: false),
        ])
    func algorithms(_ request: DeniedRequest) async {
        await check(request)
    }

    @Test(
        "how a message is to be signed",
        arguments: [
            (#"{"StringEquals":{"kms:SigningAlgorithm":"ED25519_SHA_512"}}"#, true),
            (#"{"StringEquals":{"kms:MessageType":"DIGEST"}}"#, false),
            (#"{"StringEquals":{"kms:MessageType":"RAW"}}"#, true),
        ])
    func signing(condition: String, denied: Bool) async {
        await check(
            DeniedRequest(
                .sign, #""Message":"aGk=","SigningAlgorithm":"ED25519_SHA_512""#, if: condition, denied: denied),
            #","KeySpec":"ECC_NIST_EDWARDS25519","KeyUsage":"SIGN_VERIFY""#)
    }

    @Test(
        "who calls, from where and when",
        arguments: [
            (#"{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}"#, true),
            (#"{"NotIpAddress":{"aws:SourceIp":"127.0.0.0/8"}}"#, false),
            (#"{"StringEquals":{"aws:username":"dev","aws:UserAgent":"test","aws:PrincipalType":"User"}}"#, true),
            (#"{"StringEquals":{"aws:PrincipalTag/team":"x"}}"#, false),
            (#"{"DateGreaterThan":{"aws:CurrentTime":"2000-01-01T00:00:00Z"}}"#, true),
            (#"{"NumericLessThan":{"aws:EpochTime":"946684800"}}"#, false),
            (#"{"Bool":{"aws:PrincipalIsAWSService":"true"}}"#, false),
            (#"{"StringEquals":{"quorate:ClientRegion":"us-east-1"}}"#, true),
        ])
    func sender(condition: String, denied: Bool) async {
        let key = await makeKey(denying: "kms:DescribeKey", if: condition)
        let place = NodePlace(region: "us-east-1", jurisdiction: "US")
        let answer = await fleet.call(.describeKey, #"{"KeyId":"\#(key)"}"#, at: fleet.gateway(place: place))
        #expect((answer.error == "AccessDeniedException") == denied)
    }

    @Test(
        "the key itself",
        arguments: [
            (#"{"StringEquals":{"aws:ResourceTag/Team":"payments"}}"#, true),
            (#"{"StringEquals":{"aws:ResourceTag/Team":"other"}}"#, false),
            (#"{"StringEquals":{"kms:KeyOrigin":"AWS_KMS","kms:KeySpec":"SYMMETRIC_DEFAULT"}}"#, true),
            (#"{"Bool":{"kms:MultiRegion":"false"}}"#, true), (#"{"Null":{"kms:MultiRegionKeyType":"false"}}"#, false),
            (#"{"StringEquals":{"aws:ResourceAccount":"111122223333"}}"#, true),
            (#"{"StringEquals":{"quorate:Custody":"threshold"}}"#, true),
            (#"{"ForAnyValue:StringEquals":{"quorate:CustodianRegion":"eu-west-1"}}"#, true),
            (#"{"ForAllValues:StringEquals":{"quorate:CustodianRegion":["us-east-1"]}}"#, false),
            (#"{"ForAnyValue:StringNotEquals":{"quorate:Jurisdiction":["US","IE"]}}"#, false),
        ])
    func resource(condition: String, denied: Bool) async throws {
        let custodians = (1...5).map { ordinal in
            CustodianRecord(
                id: CustodianID("c\(ordinal)"), ordinal: UInt32(ordinal),
                region: ordinal < 3 ? "us-east-1" : "eu-west-1",
                vendor: "v", operatorName: "o", endpoint: "", identityKey: [], sealingKey: [],
                jurisdiction: ordinal < 3 ? "US" : "IE")
        }
        fleet.replica.adopt(FleetMembers(custodians: custodians))
        let tags = #","Tags":[{"TagKey":"team","TagValue":"payments"}]"#
        let key = await makeKey(denying: "kms:DescribeKey", if: condition, tags)
        #expect(await isDenied(.describeKey, #""GrantTokens":[]"#, key) == denied)
    }

    @Test("the alias that the client named it by, and all that it has")
    func aliases() async {
        let named = await makeKey(
            denying: "kms:DescribeKey", if: #"{"StringNotLike":{"kms:RequestAlias":"alias/app/*"}}"#)
        let owned = await makeKey(
            denying: "kms:DescribeKey", if: #"{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/b"}}"#)
        for (alias, key) in [("alias/app/1", named), ("alias/b", owned)] {
            #expect(!(await isDenied(.describeKey, #""GrantTokens":[]"#, owned)))
            let made = await fleet.call(.createAlias, #"{"AliasName":"\#(alias)","TargetKeyId":"\#(key)"}"#)
            #expect(made.status == 200)
        }
        #expect(await isDenied(.describeKey, #""GrantTokens":[]"#, named))
        #expect(await isDenied(.describeKey, #""GrantTokens":[]"#, owned))
        #expect(!(await isDenied(.describeKey, #""GrantTokens":[]"#, "alias/app/1")))
    }

    @Test("the tags that a request would set or remove")
    func tags() async {
        let key = await makeKey(
            denying: "kms:*tagResource", if: #"{"ForAnyValue:StringEquals":{"aws:TagKeys":"locked"}}"#)
        #expect(await isDenied(.tagResource, #""Tags":[{"TagKey":"locked","TagValue":"1"}]"#, key))
        #expect(!(await isDenied(.tagResource, #""Tags":[{"TagKey":"free","TagValue":"1"}]"#, key)))
        #expect(await isDenied(.untagResource, #""TagKeys":["free","locked"]"#, key))
        let stage = await makeKey(
            denying: "kms:TagResource", if: #"{"StringEquals":{"aws:RequestTag/Stage":"live"}}"#)
        #expect(await isDenied(.tagResource, #""Tags":[{"TagKey":"stage","TagValue":"live"}]"#, stage))
    }

    @Test("both sides of a ReEncrypt have their own context")
    func reEncrypt() async {
        let condition = #"{"StringEquals":{"kms:EncryptionContext:side":"secret"}}"#
        let from = await makeKey(denying: "kms:ReEncryptFrom", if: condition)
        let to = await makeKey(denying: "kms:ReEncryptTo", if: condition)
        func move(_ source: String, _ destination: String) async -> String? {
            let encrypted = await fleet.call(
                .encrypt, #"{"KeyId":"\#(from)","Plaintext":"aGk=","EncryptionContext":{"side":"\#(source)"}}"#)
            let blob = encrypted["CiphertextBlob"]?.text ?? ""
            return await fleet.call(
                .reEncrypt,
                #"{"CiphertextBlob":"\#(blob)","SourceEncryptionContext":{"side":"\#(source)"},"#
                    + #""DestinationKeyId":"\#(to)","DestinationEncryptionContext":{"side":"\#(destination)"}}"#
            ).error
        }
        #expect(await move("open", "open") == nil)
        #expect(await move("secret", "open") == "AccessDeniedException")
        #expect(await move("open", "secret") == "AccessDeniedException")
    }

    @Test("a policy under which its author could not put another is refused, whatever the condition is on")
    func lockout() async {
        let far = await fleet.call(
            .createKey, creation(if: #"{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#))
        #expect(far.error == "MalformedPolicyDocumentException")
        let near = await fleet.call(
            .createKey, creation(if: #"{"NotIpAddress":{"aws:SourceIp":"127.0.0.1"}}"#))
        #expect(near.status == 200)
    }

    private func creation(if condition: String) -> String {
        let statement = #"{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}"#
        let deny = #"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":\#(condition)}"#
        let policy = #"{"Statement":[\#(statement),\#(deny)]}"#.replacing("\"", with: "\\\"")
        return #"{"Policy":"\#(policy)"}"#
    }
}
