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
        await fleet.makeKey(#"{"Policy":"\#(Self.policy(denying: action, if: condition))"\#(members)}"#)
    }

    /// A policy as a string of JSON: the account may do everything, but not the action where the condition holds.
    private static func policy(denying action: String, if condition: String) -> String {
        let allow = #"{"Effect":"Allow","Principal":{"AWS":"\#(FakeFleet.account)"},"Action":"kms:*","Resource":"*"}"#
        let deny =
            #"{"Effect":"Deny","Principal":"*","Action":"\#(action)","Resource":"*","Condition":\#(condition)}"#
        return #"{"Statement":[\#(allow),\#(deny)]}"#.replacing("\"", with: "\\\"")
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
            // A second spelling hides nothing.
            DeniedRequest(
                .encrypt, #""Plaintext":"aGk=","EncryptionContext":{"stage":"secret","Stage":"x"}"#,
                if: #"{"StringEquals":{"kms:EncryptionContext:Stage":"secret"}}"#, denied: true),
            DeniedRequest(
                .encrypt, #""Plaintext":"aGk=","EncryptionContext":{"Dept":"hr","dept":"finance"}"#,
                if: #"{"StringNotEquals":{"kms:EncryptionContext:Dept":"finance"}}"#, denied: true),
            DeniedRequest(
                .encrypt, #""Plaintext":"aGk=","EncryptionContext":{"stage":"secret","STAGE":"x"}"#,
                if: #"{"StringEquals":{"kms:EncryptionContext:Stage":"secret"}}"#, denied: true),
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
            (#"{"ForAnyValue:StringEquals":{"quorate:Jurisdiction":"IE"}}"#, true),
            // Of one custodian nobody said it, so not all are known to be there.
            (#"{"ForAnyValue:StringNotEquals":{"quorate:Jurisdiction":["US","IE"]}}"#, true),
            (#"{"ForAllValues:StringEquals":{"quorate:Jurisdiction":["US","IE"]}}"#, false),
        ])
    func resource(condition: String, denied: Bool) async throws {
        let places = [
            ("us-east-1", "US"), ("us-east-1", "US"), ("eu-west-1", "IE"), ("eu-west-1", "IE"), ("eu-west-1", ""),
        ]
        let custodians = places.enumerated().map { index, place -> CustodianRecord in
            CustodianRecord(
                id: CustodianID("c\(index + 1)"), ordinal: UInt32(index + 1), region: place.0, vendor: "v",
                operatorName: "o", endpoint: "", identityKey: [], sealingKey: [], jurisdiction: place.1)
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

    @Test(
        "MACs, key agreement and the deletion of keys",
        arguments: [
            (
                DeniedRequest(
                    .generateMac, #""Message":"aGk=","MacAlgorithm":"HMAC_SHA_256""#,
                    if: #"{"StringEquals":{"kms:MacAlgorithm":"HMAC_SHA_256"}}"#, denied: true),
                #","KeySpec":"HMAC_256","KeyUsage":"GENERATE_VERIFY_MAC""#
            ),
            (
                DeniedRequest(
                    .verifyMac, #""Message":"aGk=","Mac":"aGk=","MacAlgorithm":"HMAC_SHA_256""#,
                    if: #"{"StringEquals":{"kms:MacAlgorithm":"HMAC_SHA_256"}}"#, denied: true),
                #","KeySpec":"HMAC_256","KeyUsage":"GENERATE_VERIFY_MAC""#
            ),
            (
                DeniedRequest(
                    .verify, #""Message":"aGk=","Signature":"aGk=","SigningAlgorithm":"ED25519_SHA_512""#,
                    if: #"{"StringEquals":{"kms:SigningAlgorithm":"ED25519_SHA_512"}}"#, denied: true),
                #","KeySpec":"ECC_NIST_EDWARDS25519","KeyUsage":"SIGN_VERIFY""#
            ),
            (
                DeniedRequest(
                    .deriveSharedSecret, #""PublicKey":"aGk=","KeyAgreementAlgorithm":"ECDH""#,
                    if: #"{"StringEquals":{"kms:KeyAgreementAlgorithm":"ECDH"}}"#, denied: true),
                #","KeySpec":"ECC_NIST_P256","KeyUsage":"KEY_AGREEMENT""#
            ),
        ])
    func otherAlgorithms(_ request: DeniedRequest, members: String) async {
        await check(request, members)
    }

    @Test(
        "the parameters of an import, as they were sent",
        arguments: [
            DeniedRequest(
                .getParametersForImport, #""WrappingAlgorithm":"RSAES_OAEP_SHA_256","WrappingKeySpec":"RSA_2048""#,
                if:
                    #"{"StringEquals":{"kms:WrappingAlgorithm":"RSAES_OAEP_SHA_256","kms:WrappingKeySpec":"RSA_2048"}}"#,
                denied: true),
            DeniedRequest(
                .importKeyMaterial, #""ImportToken":"aGk=","EncryptedKeyMaterial":"aGk=","ValidTo":1893456000.5"#,
                if: #"{"NumericGreaterThan":{"kms:ValidTo":"1893456000.0"}}"#, denied: true),
            DeniedRequest(
                .importKeyMaterial, #""ImportToken":"aGk=","EncryptedKeyMaterial":"aGk=","ValidTo":1893456000"#,
                if: #"{"DateLessThan":{"kms:ValidTo":"2030-01-01"}}"#, denied: false),
            // A date that no clock has.
            DeniedRequest(
                .importKeyMaterial, #""ImportToken":"aGk=","EncryptedKeyMaterial":"aGk=","ValidTo":1e13"#,
                if: #"{"NumericGreaterThan":{"kms:ValidTo":"1893456000"}}"#, denied: true),
            DeniedRequest(
                .importKeyMaterial, #""ImportToken":"aGk=","EncryptedKeyMaterial":"aGk=","ValidTo":1893456000"#,
                if: #"{"Null":{"kms:ExpirationModel":"true"}}"#, denied: true),
            DeniedRequest(
                .importKeyMaterial,
                #""ImportToken":"aGk=","EncryptedKeyMaterial":"aGk=","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE""#,
                if: #"{"StringEquals":{"kms:ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE"}}"#, denied: true),
        ])
    func imports(_ request: DeniedRequest) async {
        await check(request, #","Origin":"EXTERNAL""#)
    }

    @Test(
        "multi-Region keys, and where they are to go",
        arguments: [
            DeniedRequest(
                .describeKey, #""GrantTokens":[]"#, if: #"{"StringEquals":{"kms:MultiRegionKeyType":"PRIMARY"}}"#,
                denied: true),
            DeniedRequest(
                .replicateKey, #""ReplicaRegion":"eu-west-1""#, if: #"{"StringLike":{"kms:ReplicaRegion":"eu-*"}}"#,
                denied: true),
            DeniedRequest(
                .replicateKey, #""ReplicaRegion":"us-west-2""#, if: #"{"StringLike":{"kms:ReplicaRegion":"eu-*"}}"#,
                denied: false),
            DeniedRequest(
                .updatePrimaryRegion, #""PrimaryRegion":"eu-west-1""#,
                if: #"{"StringLike":{"kms:PrimaryRegion":"eu-*"}}"#, denied: true),
        ])
    func multiRegion(_ request: DeniedRequest) async {
        await check(request, #","MultiRegion":true"#)
    }

    @Test(
        "whether PutKeyPolicy asked for no check, and whether it said so",
        arguments: [
            ("", #"{"Null":{"kms:BypassPolicyLockoutSafetyCheck":"true"}}"#, true),
            (
                #","BypassPolicyLockoutSafetyCheck":false"#, #"{"Null":{"kms:BypassPolicyLockoutSafetyCheck":"true"}}"#,
                false
            ),
            (
                #","BypassPolicyLockoutSafetyCheck":true"#, #"{"Bool":{"kms:BypassPolicyLockoutSafetyCheck":"true"}}"#,
                true
            ),
            (
                #","BypassPolicyLockoutSafetyCheck":false"#, #"{"Bool":{"kms:BypassPolicyLockoutSafetyCheck":"true"}}"#,
                false
            ),
        ])
    func bypass(members: String, condition: String, denied: Bool) async {
        let policy = Self.policy(denying: "kms:PutKeyPolicy", if: condition)
        let key = await fleet.makeKey(#"{"BypassPolicyLockoutSafetyCheck":true,"Policy":"\#(policy)"}"#)
        #expect(await isDenied(.putKeyPolicy, #""Policy":"\#(policy)"\#(members)"#, key) == denied)
    }

    @Test(
        "a policy under which its author could not put another is refused, and what this request alone has does not count",
        arguments: [
            (#"{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#, true),
            (#"{"NotIpAddress":{"aws:SourceIp":"127.0.0.1"}}"#, false),
            (#"{"StringNotEquals":{"aws:RequestTag/team":"a"}}"#, true),
            (#"{"StringNotEquals":{"aws:ResourceTag/team":"a"}}"#, false),
            (#"{"StringEquals":{"quorate:Custody":"threshold"}}"#, true),
            (#"{"StringEquals":{"aws:ResourceAccount":"111122223333"}}"#, true),
            (#"{"Null":{"kms:MultiRegionKeyType":"false"}}"#, false),
            // Nobody knows yet where its custodians will stand.
            (#"{"ForAnyValue:StringNotEquals":{"quorate:Jurisdiction":"DE"}}"#, true),
        ])
    func lockout(condition: String, refused: Bool) async {
        let policy = Self.policy(denying: "*", if: condition)
        let made = await fleet.call(
            .createKey, #"{"Policy":"\#(policy)","Tags":[{"TagKey":"team","TagValue":"a"}]}"#)
        #expect(made.error == (refused ? "MalformedPolicyDocumentException" : nil))
    }

    @Test("a replica's policy is checked as the replica will be, not as its primary key is")
    func replicaLockout() async {
        let key = await fleet.makeKey(#"{"MultiRegion":true,"Tags":[{"TagKey":"team","TagValue":"a"}]}"#)
        func replicate(_ region: String, if condition: String, _ members: String = "") async -> String? {
            let policy = Self.policy(denying: "*", if: condition)
            return await fleet.call(
                .replicateKey, #"{"KeyId":"\#(key)","ReplicaRegion":"\#(region)","Policy":"\#(policy)"\#(members)}"#
            ).error
        }
        let refused = "MalformedPolicyDocumentException"
        #expect(await replicate("eu-west-1", if: #"{"StringEquals":{"kms:MultiRegionKeyType":"REPLICA"}}"#) == refused)
        #expect(await replicate("eu-west-1", if: #"{"StringNotEquals":{"aws:ResourceTag/team":"a"}}"#) == refused)
        #expect(await replicate("eu-west-1", if: #"{"StringNotEquals":{"kms:ReplicaRegion":"eu-west-1"}}"#) == refused)
        #expect(
            await replicate(
                "eu-west-1", if: #"{"StringNotEquals":{"aws:ResourceTag/team":"a"}}"#,
                #","Tags":[{"TagKey":"team","TagValue":"a"}]"#) == nil)
    }

    @Test("a replica whose aliases are kept in step is checked with those of its primary key")
    func replicaAliases() async {
        let key = await fleet.makeKey(
            #"{"MultiRegion":true,"Tags":[{"TagKey":"quorate:sync","TagValue":"aliases policy"}]}"#)
        _ = await fleet.call(.createAlias, #"{"AliasName":"alias/app","TargetKeyId":"\#(key)"}"#)
        let policy = Self.policy(
            denying: "*", if: #"{"ForAllValues:StringNotEquals":{"kms:ResourceAliases":"alias/app"}}"#)
        let put = await fleet.call(.putKeyPolicy, #"{"KeyId":"\#(key)","Policy":"\#(policy)"}"#)
        #expect(put.status == 200)
        let replicated = await fleet.call(.replicateKey, #"{"KeyId":"\#(key)","ReplicaRegion":"eu-west-1"}"#)
        #expect(replicated.status == 200)
    }
}
