import AWSProtocol
import Gateway
import GatewayTestSupport
import KeyMap
import StrictJSON
import Testing

@Suite("The life of a key")
struct KeyLifeTests {
    let fleet = FakeFleet()

    private func named(_ key: String, _ more: String = "") -> String { #"{"KeyId":"\#(key)"\#(more)}"# }

    @Test("a new key is described as AWS does")
    func describe() async throws {
        let key = await fleet.makeKey(#"{"Description":"d","Tags":[{"TagKey":"a","TagValue":"b"}]}"#)
        let metadata = try #require(await fleet.call(.describeKey, named(key))["KeyMetadata"])
        #expect(metadata["Arn"]?.text == FakeFleet.arn(key))
        #expect(metadata["KeyState"]?.text == "Enabled")
        #expect(metadata["Enabled"]?.isTrue == true)
        #expect(metadata["Description"]?.text == "d")
        #expect(metadata["KeyUsage"]?.text == "ENCRYPT_DECRYPT")
        #expect(metadata["KeySpec"]?.text == "SYMMETRIC_DEFAULT")
        #expect(metadata["EncryptionAlgorithms"]?.items.compactMap(\.text) == ["SYMMETRIC_DEFAULT"])
        #expect(metadata["KeyManager"]?.text == "CUSTOMER")
        #expect(metadata["DeletionDate"] == nil)
    }

    @Test("a disabled key does nothing until it is enabled")
    func disable() async {
        let key = await fleet.makeKey()
        let encrypt = named(key, #","Plaintext":"aGk=""#)
        #expect(await fleet.call(.disableKey, named(key)).status == 200)
        #expect(await fleet.call(.encrypt, encrypt).error == "DisabledException")
        #expect(await fleet.call(.enableKey, named(key)).status == 200)
        #expect(await fleet.call(.encrypt, encrypt).status == 200)
    }

    @Test("a key that is pending deletion refuses use and change, and comes back disabled")
    func deletion() async {
        let key = await fleet.makeKey()
        let scheduled = await fleet.call(.scheduleKeyDeletion, named(key, #","PendingWindowInDays":7"#))
        #expect(scheduled.text("KeyState") == "PendingDeletion")
        #expect(scheduled.text("KeyId") == FakeFleet.arn(key))
        let refused: [(KMSOperation, String)] = [
            (.encrypt, #","Plaintext":"aGk=""#), (.enableKey, ""), (.disableKey, ""), (.scheduleKeyDeletion, ""),
            (.updateKeyDescription, #","Description":"x""#), (.tagResource, #","Tags":[]"#),
        ]
        for (operation, more) in refused {
            #expect(await fleet.call(operation, named(key, more)).error == "KMSInvalidStateException")
        }
        #expect(
            await fleet.call(.createAlias, #"{"AliasName":"alias/x","TargetKeyId":"\#(key)"}"#).error
                == "KMSInvalidStateException")
        let described = await fleet.call(.describeKey, named(key))["KeyMetadata"]
        #expect(described?["DeletionDate"] != nil)
        #expect(await fleet.call(.cancelKeyDeletion, named(key)).text("KeyId") == FakeFleet.arn(key))
        #expect(await fleet.call(.cancelKeyDeletion, named(key)).error == "KMSInvalidStateException")
        #expect(await fleet.call(.encrypt, named(key, #","Plaintext":"aGk=""#)).error == "DisabledException")
    }

    @Test("trap 43: a request and its retry make one key; another request makes another")
    func idempotency() async {
        let first = await fleet.call(.createKey, "{}", invocation: "one")["KeyMetadata"]?["KeyId"]?.text
        let again = await fleet.call(.createKey, "{}", invocation: "one")["KeyMetadata"]?["KeyId"]?.text
        let other = await fleet.call(.createKey, "{}", invocation: "two")["KeyMetadata"]?["KeyId"]?.text
        let elsewhere = await fleet.call(.createKey, "{}", region: "eu-west-1", invocation: "one")
        #expect(first == again)
        #expect(first != other)
        #expect(elsewhere["KeyMetadata"]?["KeyId"]?.text != first)
        #expect(await fleet.makeKey() != (await fleet.makeKey()))
    }

    @Test(
        "what this release cannot make is refused as unsupported",
        arguments: [
            #"{"KeySpec":"SM2"}"#, #"{"KeySpec":"ML_DSA_44"}"#, #"{"Origin":"AWS_CLOUDHSM"}"#,
            #"{"CustomKeyStoreId":"cks-1"}"#, #"{"XksKeyId":"x"}"#,
            #"{"Tags":[{"TagKey":"quorate:custody","TagValue":"module"}]}"#,
            #"{"Tags":[{"TagKey":"quorate:suite","TagValue":"replicated-des"}]}"#,
            #"{"Tags":[{"TagKey":"quorate:suite","TagValue":"replicated-aes "}]}"#,
            #"{"Tags":[{"TagKey":"quorate:custody","TagValue":"quorum"},{"TagKey":"quorate:suite","TagValue":"replicated-aes"}]}"#,
            #"{"KeySpec":"HMAC_256","KeyUsage":"GENERATE_VERIFY_MAC","Tags":[{"TagKey":"quorate:suite","TagValue":"replicated-aes"}]}"#,
        ])
    func unsupported(body: String) async {
        #expect(await fleet.call(.createKey, body).error == "UnsupportedOperationException")
        #expect(fleet.replica.allKeys.isEmpty)
    }

    @Test(
        "what makes no sense is refused as invalid",
        arguments: [
            (#"{"KeySpec":"NOPE"}"#, "ValidationException"),
            (#"{"KeySpec":"ECC_NIST_EDWARDS25519"}"#, "ValidationException"),
            (#"{"KeyUsage":"SIGN_VERIFY"}"#, "ValidationException"),
            (#"{"KeySpec":"ECC_NIST_EDWARDS25519","KeyUsage":"ENCRYPT_DECRYPT"}"#, "ValidationException"),
            (#"{"Policy":"sample"}"#, "MalformedPolicyDocumentException"),
            (#"{"Tags":[{"TagKey":"a","TagValue":"1"},{"TagKey":"a","TagValue":"2"}]}"#, "TagException"),
            (#"{"Tags":[{"TagKey":"aws:a","TagValue":"1"}]}"#, "TagException"),
            (#"{"Tags":[{"TagKey":"a*","TagValue":"1"}]}"#, "TagException"),
        ])
    func invalid(body: String, error: String) async {
        #expect(await fleet.call(.createKey, body).error == error)
        #expect(fleet.replica.allKeys.isEmpty)
    }

    @Test("a tag that names what this release does anyway is accepted")
    func knownTags() async {
        let tags = #"{"Tags":[{"TagKey":"quorate:custody","TagValue":"threshold"}]}"#
        #expect(await fleet.call(.createKey, tags).status == 200)
    }

    @Test("a custodian out of reach is named, and an error of ours is not explained")
    func failures() async {
        fleet.failNextControl(with: Unreachable(kind: .dependencyTimeout))
        let answer = await fleet.call(.createKey, "{}")
        #expect(answer.error == "DependencyTimeoutException")
        #expect(answer.status == 503)
        #expect(answer.message.contains("custodian c4"))
        fleet.failNextControl(with: Unreachable(kind: .internalFailure))
        let hidden = await fleet.call(.createKey, "{}")
        #expect(hidden.error == "KMSInternalException")
        #expect(!hidden.message.contains("custodian c4"))
    }

    @Test("an alias does not do where a key is changed")
    func noAlias() async {
        let key = await fleet.makeKey()
        _ = await fleet.call(.createAlias, #"{"AliasName":"alias/a","TargetKeyId":"\#(key)"}"#)
        for operation in [KMSOperation.enableKey, .disableKey, .scheduleKeyDeletion, .getKeyPolicy, .listResourceTags] {
            #expect(await fleet.call(operation, named("alias/a")).error == "NotFoundException")
        }
        #expect(await fleet.call(.describeKey, named("alias/a")).status == 200)
    }

    @Test("another account's user finds nothing here")
    func otherAccount() async {
        let key = await fleet.makeKey()
        let stranger = AuthenticatedClient(
            accessKeyID: "B", arn: "arn:aws:iam::444455556666:user/x", account: "444455556666")
        #expect(await fleet.call(.describeKey, named(key), client: stranger).error == "NotFoundException")
        #expect(await fleet.call(.listKeys, "{}", client: stranger)["Keys"]?.items.isEmpty == true)
    }

    @Test(
        "a known operation that is not built says so",
        arguments: [
            KMSOperation.enableKeyRotation, .rotateKeyOnDemand, .connectCustomKeyStore,
        ])
    func notBuilt(operation: KMSOperation) async {
        #expect(await fleet.call(operation, "{}").error == "UnsupportedOperationException")
    }
}

struct Unreachable: ControlPlaneFailure {
    let kind: ControlPlaneFailureKind
    let message = "custodian c4 is out of reach"
}
