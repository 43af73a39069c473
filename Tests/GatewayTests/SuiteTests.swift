import AWSProtocol
import AuditLog
import Gateway
import GatewayTestSupport
import KeyMap
import StrictJSON
import Testing

@Suite("The suite of a key, by tag and by default")
struct SuiteTests {
    private static func tag(_ value: String) -> String {
        #"{"Tags":[{"TagKey":"quorate:suite","TagValue":"\#(value)"}]}"#
    }

    @Test(
        "the tag chooses, at CreateKey",
        arguments: [
            ("ristretto255-prf", Suite.ristrettoPRF, false), ("ristretto255-prf-v1", .ristrettoPRF, false),
            ("replicated-aes", .replicatedAES, false), ("replicated-aes strict", .replicatedAES, true),
        ])
    func chosen(value: String, suite: Suite, isStrict: Bool) async throws {
        let fleet = FakeFleet()
        let key = try #require(fleet.replica.key(KeyID(await fleet.makeKey(Self.tag(value)))))
        #expect(key.suite == suite && (key.chosenSuite?.isStrict ?? false) == isStrict)
    }

    @Test("what was encrypted under one suite is re-encrypted under the other, either way", arguments: [true, false])
    func reEncrypt(isReplicatedFirst: Bool) async throws {
        let fleet = FakeFleet()
        let replicated = await fleet.makeKey(Self.tag("replicated-aes"))
        let usual = await fleet.makeKey()
        let (from, to) = isReplicatedFirst ? (replicated, usual) : (usual, replicated)
        let encrypted = await fleet.call(.encrypt, #"{"KeyId":"\#(from)","Plaintext":"aGk="}"#)
        let moved = await fleet.call(
            .reEncrypt,
            #"{"CiphertextBlob":"\#(Base64.encode(encrypted.blob("CiphertextBlob")))","DestinationKeyId":"\#(to)"}"#)
        #expect(moved.status == 200)
        let decrypted = await fleet.call(
            .decrypt, #"{"CiphertextBlob":"\#(Base64.encode(moved.blob("CiphertextBlob")))"}"#)
        #expect(decrypted.blob("Plaintext") == Array("hi".utf8) && decrypted.text("KeyId") == FakeFleet.arn(to))
    }

    @Test("a fleet's default is for symmetric keys under threshold custody that name none")
    func fallback() async throws {
        let fleet = FakeFleet()
        let gateway = fleet.gateway(suite: SuiteChoice(.replicatedAES))
        for (body, suite) in [
            ("{}", Suite.replicatedAES), (Self.tag("ristretto255-prf"), .ristrettoPRF),
            (#"{"KeySpec":"ECC_NIST_EDWARDS25519","KeyUsage":"SIGN_VERIFY"}"#, .frostEd25519),
            (#"{"Tags":[{"TagKey":"quorate:custody","TagValue":"quorum"}]}"#, .quorumP256),
        ] {
            let answer = await fleet.call(.createKey, body, at: gateway)
            let id = KeyID(answer["KeyMetadata"]?["KeyId"]?.text ?? "")
            #expect(fleet.replica.key(id)?.suite == suite, "\(body)")
        }
    }
}
