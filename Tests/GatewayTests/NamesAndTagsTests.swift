import AWSProtocol
import Gateway
import GatewayTestSupport
import KeyMap
import StrictJSON
import Testing

@Suite("Aliases, tags, policies and lists")
struct NamesAndTagsTests {
    let fleet = FakeFleet()

    private func alias(_ operation: KMSOperation, _ name: String, _ key: String) async -> KMSAnswer {
        await fleet.call(operation, #"{"AliasName":"\#(name)","TargetKeyId":"\#(key)"}"#)
    }

    @Test("trap 42: an alias is made, moved and removed, and read back at once")
    func aliases() async {
        let first = await fleet.makeKey()
        let second = await fleet.makeKey()
        #expect(await alias(.createAlias, "alias/a", first).status == 200)
        let again = await alias(.createAlias, "alias/a", second)
        #expect(again.error == "AlreadyExistsException")
        #expect(
            again.message.hasPrefix("An alias with the name arn:aws:kms:us-east-1:111122223333:alias/a already exists"))
        fleet.clock.set(fleet.clock.now.adding(days: 1))
        #expect(await alias(.updateAlias, "alias/a", second).status == 200)
        let described = await fleet.call(.describeKey, #"{"KeyId":"alias/a"}"#)
        #expect(described["KeyMetadata"]?["KeyId"]?.text == second)
        let listed = await fleet.call(.listAliases, #"{"KeyId":"\#(second)"}"#)["Aliases"]?.items ?? []
        #expect(listed.map { $0["AliasName"]?.text } == ["alias/a"])
        #expect(await fleet.call(.listAliases, #"{"KeyId":"\#(first)"}"#)["Aliases"]?.items.isEmpty == true)
        #expect(await fleet.call(.deleteAlias, #"{"AliasName":"alias/a"}"#).status == 200)
        let gone = await fleet.call(.deleteAlias, #"{"AliasName":"alias/a"}"#)
        #expect(gone.error == "NotFoundException")
        #expect(gone.message.hasPrefix("Alias arn:aws:kms:us-east-1:111122223333:alias/a is not found."))
        #expect(await alias(.updateAlias, "alias/a", first).error == "NotFoundException")
    }

    @Test(
        "names and targets that aliases may not have are refused",
        arguments: [
            ("a", "ValidationException"), ("alias/", "ValidationException"), ("alias/a:b", "ValidationException"),
            ("alias/a b", "ValidationException"), ("alias/aws/s3", "InvalidAliasNameException"),
        ])
    func badNames(name: String, error: String) async {
        #expect(await alias(.createAlias, name, await fleet.makeKey()).error == error)
    }

    @Test("an alias names a key of its kind, never an alias")
    func targets() async {
        let key = await fleet.makeKey()
        _ = await alias(.createAlias, "alias/a", key)
        #expect(await alias(.createAlias, "alias/b", "alias/a").error == "ValidationException")
        #expect(await alias(.createAlias, "alias/b", "x").error == "NotFoundException")
        #expect(await alias(.updateAlias, "alias/a", await fleet.makeSigningKey()).error == "ValidationException")
    }

    @Test("trap 42: tags are set, replaced, listed and removed, and read back at once")
    func tags() async {
        let key = await fleet.makeKey(#"{"Tags":[{"TagKey":"b","TagValue":"1"},{"TagKey":"a","TagValue":"2"}]}"#)
        func tags() async -> [String] {
            let answer = await fleet.call(.listResourceTags, #"{"KeyId":"\#(key)"}"#)
            return (answer["Tags"]?.items ?? []).map { "\($0["TagKey"]?.text ?? "")=\($0["TagValue"]?.text ?? "")" }
        }
        #expect(await tags() == ["a=2", "b=1"])
        let added = #"{"KeyId":"\#(key)","Tags":[{"TagKey":"a","TagValue":"3"},{"TagKey":"é","TagValue":""}]}"#
        #expect(await fleet.call(.tagResource, added).status == 200)
        #expect(await tags() == ["a=3", "b=1", "é="])
        #expect(await fleet.call(.untagResource, #"{"KeyId":"\#(key)","TagKeys":["b","none"]}"#).status == 200)
        #expect(await tags() == ["a=3", "é="])
    }

    @Test("tags that say how a key was made, and reserved ones, cannot be changed")
    func fixedTags() async {
        let key = await fleet.makeKey()
        for name in ["quorate:custody", "quorate:suite", "quorate:placement", "aws:x", "AWS:x"] {
            let tag = #"{"KeyId":"\#(key)","Tags":[{"TagKey":"\#(name)","TagValue":"threshold"}]}"#
            #expect(await fleet.call(.tagResource, tag).error == "TagException")
            #expect(
                await fleet.call(.untagResource, #"{"KeyId":"\#(key)","TagKeys":["\#(name)"]}"#).error
                    == "TagException")
        }
    }

    @Test("a key has at most 50 tags")
    func tagLimit() async {
        let key = await fleet.makeKey()
        func tags(_ numbers: Range<Int>) -> String {
            numbers.map { #"{"TagKey":"k\#($0)","TagValue":""}"# }.joined(separator: ",")
        }
        #expect(await fleet.call(.tagResource, #"{"KeyId":"\#(key)","Tags":[\#(tags(0..<50))]}"#).status == 200)
        #expect(
            await fleet.call(.tagResource, #"{"KeyId":"\#(key)","Tags":[\#(tags(50..<51))]}"#).error
                == "LimitExceededException")
        #expect(await fleet.call(.createKey, #"{"Tags":[\#(tags(0..<51))]}"#).error == "LimitExceededException")
    }

    @Test("a list comes in pages that together hold everything once", arguments: [1, 2, 3, 7, 100])
    func pages(limit: Int) async {
        var made: Set<String> = []
        for _ in 0..<7 { made.insert(await fleet.makeKey()) }
        var found: [String] = []
        var marker = ""
        repeat {
            let body = marker.isEmpty ? #"{"Limit":\#(limit)}"# : #"{"Limit":\#(limit),"Marker":"\#(marker)"}"#
            let page = await fleet.call(.listKeys, body)
            found += (page["Keys"]?.items ?? []).compactMap { $0["KeyId"]?.text }
            marker = page.text("NextMarker")
            #expect(page["Truncated"]?.isTrue == !marker.isEmpty)
        } while !marker.isEmpty && found.count < 20
        #expect(found.count == 7)
        #expect(Set(found) == made)
    }

    @Test("a marker that we did not give is refused", arguments: ["x", "AAAA", "TGlzdEFsaWFzZXM6YQ=="])
    func markers(marker: String) async {
        #expect(await fleet.call(.listKeys, #"{"Marker":"\#(marker)"}"#).error == "InvalidMarkerException")
    }

    @Test(
        "limits are those of the documentation",
        arguments: [
            (KMSOperation.listKeys, 1000), (.listAliases, 100), (.listResourceTags, 50), (.listKeyPolicies, 1000),
        ])
    func limits(operation: KMSOperation, highest: Int) async {
        let key = await fleet.makeKey()
        let start = operation == .listKeys ? "" : #""KeyId":"\#(key)","#
        #expect(await fleet.call(operation, "{\(start)\"Limit\":\(highest)}").status == 200)
        #expect(await fleet.call(operation, "{\(start)\"Limit\":\(highest + 1)}").error == "ValidationException")
        #expect(await fleet.call(operation, "{\(start)\"Limit\":0}").error == "ValidationException")
    }

    @Test("trap 42: a policy is stored as it was sent, and holds from the next request on")
    func policies() async {
        let key = await fleet.makeKey()
        let standard = await fleet.call(.getKeyPolicy, #"{"KeyId":"\#(key)"}"#)
        #expect(standard.text("PolicyName") == "default")
        #expect(standard.text("Policy").contains("arn:aws:iam::111122223333:root"))
        let deny =
            #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"},"#
            + #"{"Effect":"Deny","Principal":"*","Action":"kms:Encrypt","Resource":"*"}]}"#
        let quoted = deny.replacing("\"", with: "\\\"")
        let put = await fleet.call(.putKeyPolicy, #"{"KeyId":"\#(key)","PolicyName":"default","Policy":"\#(quoted)"}"#)
        #expect(put.status == 200)
        #expect(await fleet.call(.getKeyPolicy, #"{"KeyId":"\#(key)"}"#).text("Policy") == deny)
        let refused = await fleet.call(.encrypt, #"{"KeyId":"\#(key)","Plaintext":"aGk="}"#)
        #expect(refused.error == "AccessDeniedException")
        #expect(
            refused.message.contains("is not authorized to perform: kms:Encrypt on resource: \(FakeFleet.arn(key))"))
        #expect(await fleet.call(.generateDataKey, #"{"KeyId":"\#(key)","KeySpec":"AES_256"}"#).status == 200)
        #expect(
            await fleet.call(.listKeyPolicies, #"{"KeyId":"\#(key)"}"#)["PolicyNames"]?.items.compactMap(\.text)
                == ["default"])
    }

    @Test("a policy that locks its author out needs the bypass")
    func lockout() async {
        let key = await fleet.makeKey()
        let policy =
            #"{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:Encrypt","Resource":"*"}}"#
            .replacing("\"", with: "\\\"")
        let start = #"{"KeyId":"\#(key)","Policy":"\#(policy)""#
        #expect(await fleet.call(.putKeyPolicy, start + "}").error == "MalformedPolicyDocumentException")
        #expect(
            await fleet.call(.createKey, #"{"Policy":"\#(policy)"}"#).error == "MalformedPolicyDocumentException")
        #expect(
            await fleet.call(.putKeyPolicy, start + #","BypassPolicyLockoutSafetyCheck":true}"#).status == 200)
        #expect(await fleet.call(.describeKey, #"{"KeyId":"\#(key)"}"#).error == "AccessDeniedException")
    }

    @Test(
        "policies that cannot be kept are refused",
        arguments: [
            ("sample", "MalformedPolicyDocumentException"), ("", "ValidationException"),
            (String(repeating: " ", count: 32_769), "LimitExceededException"),
            (String(repeating: "x", count: 131_073), "ValidationException"), ("\u{2603}", "ValidationException"),
        ])
    func badPolicies(policy: String, error: String) async {
        let key = await fleet.makeKey()
        #expect(await fleet.call(.putKeyPolicy, #"{"KeyId":"\#(key)","Policy":"\#(policy)"}"#).error == error)
    }

    @Test("the only policy is named default")
    func policyName() async {
        let key = await fleet.makeKey()
        #expect(
            await fleet.call(.getKeyPolicy, #"{"KeyId":"\#(key)","PolicyName":"other"}"#).error == "NotFoundException")
    }
}
