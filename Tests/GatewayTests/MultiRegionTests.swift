import AWSProtocol
import AuditLog
import Gateway
import GatewayTestSupport
import KeyMap
import StrictJSON
import Testing

@Suite("Multi-Region keys")
struct MultiRegionTests {
    private static let home = FakeFleet.region
    private static let there = "eu-west-1"
    private static let far = "ap-south-1"

    let fleet = FakeFleet()

    private func named(_ key: String, _ more: String = "") -> String { #"{"KeyId":"\#(key)"\#(more)}"# }

    private func makePrimary(_ more: String = "") async -> String {
        await fleet.makeKey(#"{"MultiRegion":true\#(more)}"#)
    }

    private func replicate(
        _ key: String, to region: String = there, _ more: String = "", from home: String = home
    ) async -> KMSAnswer {
        await fleet.call(.replicateKey, named(key, #","ReplicaRegion":"\#(region)"\#(more)"#), region: home)
    }

    private func describe(_ key: String, in region: String = home) async -> JSONValue? {
        await fleet.call(.describeKey, named(key), region: region)["KeyMetadata"]
    }

    private func state(_ key: String, in region: String = home) async -> String? {
        await describe(key, in: region)?["KeyState"]?.text
    }

    @Test("a new one has an id that says so, and is a primary key")
    func create() async throws {
        let key = await makePrimary()
        #expect(key.hasPrefix("mrk-") && key.utf8.count == 36)
        let metadata = try #require(await describe(key))
        #expect(metadata["MultiRegion"]?.isTrue == true)
        let configuration = try #require(metadata["MultiRegionConfiguration"])
        #expect(configuration["MultiRegionKeyType"]?.text == "PRIMARY")
        #expect(configuration["PrimaryKey"]?["Arn"]?.text == FakeFleet.arn(key))
        #expect(configuration["PrimaryKey"]?["Region"]?.text == Self.home)
        #expect(configuration["ReplicaKeys"]?.items.isEmpty == true)
        #expect(await describe(fleet.makeKey())?["MultiRegionConfiguration"] == nil)
        #expect(await describe(key, in: Self.there) == nil)
    }

    @Test("a replica has the id, an ARN of its region, and what the request says")
    func replica() async throws {
        let key = await makePrimary(#","Description":"home""#)
        let answer = await replicate(
            key, to: Self.there, #","Description":"there","Tags":[{"TagKey":"a","TagValue":"b"}]"#)
        let metadata = try #require(answer["ReplicaKeyMetadata"])
        #expect(metadata["KeyId"]?.text == key)
        #expect(metadata["Arn"]?.text == FakeFleet.arn(key, region: Self.there))
        #expect(metadata["KeyState"]?.text == "Enabled" && metadata["Description"]?.text == "there")
        #expect(metadata["MultiRegionConfiguration"]?["MultiRegionKeyType"]?.text == "REPLICA")
        #expect(answer.text("ReplicaPolicy").contains("arn:aws:iam::111122223333:root"))
        #expect(answer["ReplicaTags"]?.items.compactMap { $0["TagKey"]?.text } == ["a"])
        _ = await replicate(key, to: Self.far)
        for region in [Self.home, Self.there, Self.far] {
            let configuration = try #require(await describe(key, in: region)?["MultiRegionConfiguration"])
            #expect(configuration["PrimaryKey"]?["Region"]?.text == Self.home)
            #expect(
                configuration["ReplicaKeys"]?.items.compactMap { $0["Arn"]?.text }
                    == [Self.far, Self.there].map { FakeFleet.arn(key, region: $0) })
            let listed = await fleet.call(.listKeys, "{}", region: region)["Keys"]?.items ?? []
            #expect(listed.compactMap { $0["KeyArn"]?.text } == [FakeFleet.arn(key, region: region)])
        }
        #expect(await describe(key)?["Description"]?.text == "home")
        #expect(await fleet.call(.listKeys, "{}", region: "us-west-2")["Keys"]?.items.isEmpty == true)
        #expect(fleet.replica.allKeys.count == 1)
    }

    @Test("a key is not replicated where AWS would not do it")
    func refusedReplication() async {
        let key = await makePrimary()
        _ = await replicate(key)
        #expect(await replicate(key).error == "AlreadyExistsException")
        #expect(await replicate(key, to: Self.home).error == "AlreadyExistsException")
        #expect(await replicate(key, to: Self.far, from: Self.there).error == "UnsupportedOperationException")
        #expect(await replicate(fleet.makeKey()).error == "UnsupportedOperationException")
        #expect(await replicate("mrk-00000000000000000000000000000000").error == "NotFoundException")
        #expect(await replicate("arn:aws:kms:nothing").error == "InvalidArnException")
        #expect(await replicate(key, to: "nowhere").error == "ValidationException")
        #expect(await replicate(key, to: Self.far, #","Policy":"sample""#).error == "MalformedPolicyDocumentException")
        for tag in ["aws:x", "quorate:custody", "quorate:placement", "quorate:sync"] {
            let tags = #","Tags":[{"TagKey":"\#(tag)","TagValue":"tags"}]"#
            #expect(await replicate(key, to: Self.far, tags).error == "TagException")
        }
        let many = (0...50).map { #"{"TagKey":"\#($0)","TagValue":""}"# }.joined(separator: ",")
        #expect(await replicate(key, to: Self.far, #","Tags":[\#(many)]"#).error == "LimitExceededException")
        _ = await fleet.call(.disableKey, named(key))
        #expect(await replicate(key, to: Self.far).error == "DisabledException")
        _ = await fleet.call(.scheduleKeyDeletion, named(key))
        #expect(await replicate(key, to: Self.far).error == "KMSInvalidStateException")
        #expect(fleet.replica.key(KeyID(key))?.replicaRegions == [Self.there])
    }

    @Test("a policy decides who may replicate, and a replica's own policy who may use it")
    func policies() async {
        let denied =
            #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"#
            + #"{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},"#
            + #"{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":[\"kms:Encrypt\",\"kms:ReplicateKey\","#
            + #"\"kms:UpdatePrimaryRegion\"],\"Resource\":\"*\"}]}"#
        let key = await makePrimary()
        #expect(await replicate(key, to: Self.there, #","Policy":"\#(denied)""#).status == 200)
        let body = named(key, #","Plaintext":"aGk=""#)
        #expect(await fleet.call(.encrypt, body).status == 200)
        #expect(await fleet.call(.encrypt, body, region: Self.there).error == "AccessDeniedException")
        // Both keys must allow it.
        let update = named(key, #","PrimaryRegion":"\#(Self.there)""#)
        #expect(await fleet.call(.updatePrimaryRegion, update).error == "AccessDeniedException")
        #expect(await replicate(makePrimary(#","Policy":"\#(denied)""#)).error == "AccessDeniedException")
    }

    @Test("what one region has encrypted another decrypts, also where a related key is named")
    func ciphertexts() async {
        let key = await makePrimary()
        _ = await replicate(key)
        let sealed = await fleet.call(.encrypt, named(key, #","Plaintext":"aGk=""#))
        let blob = #"{"CiphertextBlob":"\#(sealed.text("CiphertextBlob"))""#
        for name in ["", #","KeyId":"\#(key)""#, #","KeyId":"\#(FakeFleet.arn(key, region: Self.there))""#] {
            let opened = await fleet.call(.decrypt, blob + name + "}", region: Self.there)
            #expect(opened.text("Plaintext") == "aGk=")
            #expect(opened.text("KeyId") == FakeFleet.arn(key, region: Self.there))
        }
        let another = await makePrimary()
        _ = await replicate(another)
        let wrong = blob + #","KeyId":"\#(another)"}"#
        #expect(await fleet.call(.decrypt, wrong, region: Self.there).error == "IncorrectKeyException")
        #expect(await fleet.call(.decrypt, blob + "}", region: Self.far).error == "NotFoundException")
        let foreign = blob + #","KeyId":"\#(FakeFleet.arn(key))"}"#
        #expect(await fleet.call(.decrypt, foreign, region: Self.there).error == "NotFoundException")
    }

    @Test("a region's key is disabled, enabled and used by itself")
    func states() async {
        let key = await makePrimary()
        _ = await replicate(key)
        let body = named(key, #","Plaintext":"aGk=""#)
        for (region, other) in [(Self.home, Self.there), (Self.there, Self.home)] {
            #expect(await fleet.call(.disableKey, named(key), region: region).status == 200)
            #expect(await fleet.call(.encrypt, body, region: region).error == "DisabledException")
            #expect(await fleet.call(.encrypt, body, region: other).status == 200)
            #expect(await state(key, in: region) == "Disabled")
            #expect(await state(key, in: other) == "Enabled")
            _ = await fleet.call(.enableKey, named(key), region: region)
        }
    }

    @Test("a primary key is deleted after its replicas")
    func deletion() async throws {
        let key = await makePrimary()
        _ = await replicate(key)
        let scheduled = await fleet.call(.scheduleKeyDeletion, named(key, #","PendingWindowInDays":9"#))
        #expect(scheduled.text("KeyState") == "PendingReplicaDeletion" && scheduled["DeletionDate"] == nil)
        let metadata = try #require(await describe(key))
        #expect(metadata["KeyState"]?.text == "PendingReplicaDeletion" && metadata["DeletionDate"] == nil)
        #expect(metadata["PendingDeletionWindowInDays"] != nil && metadata["Enabled"]?.isTrue == false)
        let body = named(key, #","Plaintext":"aGk=""#)
        #expect(await fleet.call(.encrypt, body).error == "KMSInvalidStateException")
        #expect(await fleet.call(.encrypt, body, region: Self.there).status == 200)
        let alias = #"{"AliasName":"alias/a","TargetKeyId":"\#(key)"}"#
        #expect(await fleet.call(.createAlias, alias).error == "KMSInvalidStateException")
        #expect(await fleet.call(.createAlias, alias, region: Self.there).status == 200)
        let there = await fleet.call(.scheduleKeyDeletion, named(key), region: Self.there)
        #expect(there.text("KeyState") == "PendingDeletion" && there["DeletionDate"] != nil)
        #expect(await fleet.call(.cancelKeyDeletion, named(key)).text("KeyId") == FakeFleet.arn(key))
        #expect(await state(key) == "Disabled")
        #expect(await state(key, in: Self.there) == "PendingDeletion")
    }

    @Test("the primary region moves, and with it who can be replicated")
    func update() async throws {
        let key = await makePrimary()
        func update(to region: String, from home: String = Self.home) async -> KMSAnswer {
            await fleet.call(.updatePrimaryRegion, named(key, #","PrimaryRegion":"\#(region)""#), region: home)
        }
        _ = await replicate(key)
        #expect(await update(to: Self.far).error == "NotFoundException")
        #expect(await update(to: Self.home).error == "UnsupportedOperationException")
        #expect(await update(to: Self.home, from: Self.there).error == "UnsupportedOperationException")
        for region in [Self.home, Self.there] {
            _ = await fleet.call(.disableKey, named(key), region: region)
            #expect(await update(to: Self.there).error == "DisabledException")
            _ = await fleet.call(.enableKey, named(key), region: region)
        }
        #expect(await update(to: Self.there).status == 200)
        let configuration = try #require(await describe(key)?["MultiRegionConfiguration"])
        #expect(configuration["MultiRegionKeyType"]?.text == "REPLICA")
        #expect(configuration["PrimaryKey"]?["Region"]?.text == Self.there)
        #expect(configuration["ReplicaKeys"]?.items.compactMap { $0["Region"]?.text } == [Self.home])
        #expect(await replicate(key, to: Self.far).error == "UnsupportedOperationException")
        #expect(await replicate(key, to: Self.far, from: Self.there).status == 200)
        let record = try #require(fleet.audit.records.first { $0.name == "UpdatePrimaryRegion" && $0.errorCode == nil })
        #expect(!record.readOnly && record.resources.map(\.arn).contains(FakeFleet.arn(key, region: Self.there)))
    }

    @Test("tags and policy follow the primary key where its tag says so, and only there are they changed")
    func sync() async {
        let key = await makePrimary(#","Tags":[{"TagKey":"quorate:sync","TagValue":"tags policy"}]"#)
        let other =
            #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"#
            + #"{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"#
        #expect(await replicate(key, to: Self.there, #","Policy":"\#(other)""#).error == "ValidationException")
        let tags = #","Tags":[{"TagKey":"x","TagValue":"y"}]"#
        #expect(await replicate(key, to: Self.there, tags).error == "ValidationException")
        #expect(await replicate(key)["ReplicaTags"]?.items.compactMap { $0["TagKey"]?.text } == ["quorate:sync"])
        #expect(await fleet.call(.tagResource, named(key, tags)).status == 200)
        #expect(
            await fleet.call(.tagResource, named(key, tags), region: Self.there).error == "KMSInvalidStateException")
        let listed = await fleet.call(.listResourceTags, named(key), region: Self.there)["Tags"]?.items ?? []
        #expect(listed.compactMap { $0["TagKey"]?.text } == ["quorate:sync", "x"])
        let policy = named(key, #","Policy":"\#(other)""#)
        #expect(await fleet.call(.putKeyPolicy, policy, region: Self.there).error == "KMSInvalidStateException")
        #expect(await fleet.call(.putKeyPolicy, policy).status == 200)
        #expect(fleet.replica.key(KeyID(key), in: Self.there)?.policy == fleet.replica.key(KeyID(key))?.policy)
    }

    @Test("a policy that is kept in step must not lock its author out in any region")
    func lockout() async {
        let key = await makePrimary(#","Tags":[{"TagKey":"quorate:sync","TagValue":"policy"}]"#)
        _ = await replicate(key)
        let here =
            #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"#
            + #"{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:*\",\"Resource\":\"\#(FakeFleet.arn(key))\"}]}"#
        let body = named(key, #","Policy":"\#(here)""#)
        #expect(await fleet.call(.putKeyPolicy, body).error == "MalformedPolicyDocumentException")
        _ = await fleet.call(.untagResource, named(key, #","TagKeys":["quorate:sync"]"#))
        #expect(await fleet.call(.putKeyPolicy, body).status == 200)
        let tags = named(key, #","Tags":[{"TagKey":"quorate:sync","TagValue":"policy"}]"#)
        #expect(await fleet.call(.tagResource, tags).error == "MalformedPolicyDocumentException")
    }

    @Test(
        "the tag quorate:sync has words of its own, and multi-Region keys alone have it",
        arguments: [("true", "policy nonsense"), ("true", ""), ("false", "policy")])
    func syncTag(isMultiRegion: String, value: String) async {
        let tags = #""Tags":[{"TagKey":"quorate:sync","TagValue":"\#(value)"}]"#
        #expect(await fleet.call(.createKey, #"{"MultiRegion":\#(isMultiRegion),\#(tags)}"#).error == "TagException")
        let key = await fleet.makeKey(#"{"MultiRegion":\#(isMultiRegion)}"#)
        #expect(await fleet.call(.tagResource, named(key, "," + tags)).error == "TagException")
    }
}
