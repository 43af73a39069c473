import AWSProtocol
import Coordination
import Gateway
import GatewayTestSupport
import StrictJSON
import Testing

@Suite("Encrypt, Decrypt, ReEncrypt")
struct EncryptionTests {
    let fleet = FakeFleet()

    private func encrypt(_ key: String, _ text: String = "hi", _ context: String = "{}") async -> KMSAnswer {
        let plaintext = Base64.encode(Array(text.utf8))
        return await fleet.call(
            .encrypt, #"{"KeyId":"\#(key)","Plaintext":"\#(plaintext)","EncryptionContext":\#(context)}"#)
    }

    private func decrypt(_ blob: [UInt8], _ more: String = "", region: String = FakeFleet.region) async -> KMSAnswer {
        await fleet.call(.decrypt, #"{"CiphertextBlob":"\#(Base64.encode(blob))"\#(more)}"#, region: region)
    }

    @Test("what was encrypted comes back, with the key's ARN")
    func roundTrip() async {
        let key = await fleet.makeKey()
        let encrypted = await encrypt(key)
        #expect(encrypted.text("KeyId") == FakeFleet.arn(key))
        #expect(encrypted.text("EncryptionAlgorithm") == "SYMMETRIC_DEFAULT")
        let decrypted = await decrypt(encrypted.blob("CiphertextBlob"))
        #expect(decrypted.blob("Plaintext") == Array("hi".utf8))
        #expect(decrypted.text("KeyId") == FakeFleet.arn(key))
    }

    @Test("4,096 bytes of plaintext fit, 4,097 do not, and the ciphertext stays within 6,144")
    func lengths() async {
        let key = await fleet.makeKey()
        let longest = await encrypt(key, String(repeating: "x", count: 4096))
        #expect(longest.status == 200)
        #expect(longest.blob("CiphertextBlob").count <= 6144)
        #expect(await encrypt(key, String(repeating: "x", count: 4097)).error == "ValidationException")
        #expect(await encrypt(key, "").error == "ValidationException")
    }

    @Test("a key is named by id, ARN, alias or alias ARN")
    func names() async {
        let key = await fleet.makeKey()
        _ = await fleet.call(.createAlias, #"{"AliasName":"alias/a","TargetKeyId":"\#(key)"}"#)
        for name in [key, FakeFleet.arn(key), "alias/a", "arn:aws:kms:us-east-1:111122223333:alias/a"] {
            #expect(await encrypt(name).status == 200)
        }
        #expect(await encrypt("alias/b").error == "NotFoundException")
        #expect(await encrypt(FakeFleet.arn(key, region: "us-west-2")).error == "NotFoundException")
        #expect(await encrypt("1234abcd-12ab-34cd-56ef-1234567890ab").error == "NotFoundException")
    }

    @Test("another context, order aside, does not decrypt")
    func contexts() async {
        let key = await fleet.makeKey()
        let blob = await encrypt(key, "hi", #"{"a":"1","b":"2"}"#).blob("CiphertextBlob")
        #expect(await decrypt(blob, #","EncryptionContext":{"b":"2","a":"1"}"#).status == 200)
        for context in [
            "{}", #"{"a":"1"}"#, #"{"a":"1","b":"3"}"#, #"{"a":"1","b":"2","c":""}"#, #"{"A":"1","b":"2"}"#,
        ] {
            #expect(await decrypt(blob, #","EncryptionContext":\#(context)"#).error == "InvalidCiphertextException")
        }
    }

    @Test("a bit flipped at every byte of a ciphertext is refused, and never as an internal error")
    func bitFlips() async {
        let blob = await encrypt(await fleet.makeKey()).blob("CiphertextBlob")
        for index in blob.indices {
            var changed = blob
            changed[index] ^= 1
            let error = await decrypt(changed).error
            #expect(["InvalidCiphertextException", "NotFoundException"].contains(error))
        }
        for count in 1..<blob.count {
            #expect(await decrypt(Array(blob.prefix(count))).error == "InvalidCiphertextException")
        }
    }

    @Test("a ciphertext of nobody is refused", arguments: ["AA==", "UVJUMQ==", "AQICAHh4eHh4eHh4eHh4eHh4eHh4eHg="])
    func foreign(blob: String) async {
        let answer = await fleet.call(.decrypt, #"{"CiphertextBlob":"\#(blob)"}"#)
        #expect(answer.error == "InvalidCiphertextException")
    }

    @Test("a ciphertext of a key that is not here is not found")
    func elsewhere() async {
        let blob = await encrypt(await fleet.makeKey()).blob("CiphertextBlob")
        let other = await FakeFleet().call(.decrypt, #"{"CiphertextBlob":"\#(Base64.encode(blob))"}"#)
        #expect(other.error == "NotFoundException")
        #expect(await decrypt(blob, region: "us-west-2").error == "NotFoundException")
    }

    @Test("naming another key than the ciphertext's is an IncorrectKeyException")
    func incorrectKey() async {
        let key = await fleet.makeKey()
        let other = await fleet.makeKey()
        let blob = await encrypt(key).blob("CiphertextBlob")
        #expect(await decrypt(blob, #","KeyId":"\#(key)""#).status == 200)
        #expect(await decrypt(blob, #","KeyId":"\#(other)""#).error == "IncorrectKeyException")
        let signing = await fleet.makeSigningKey()
        #expect(await decrypt(blob, #","KeyId":"\#(signing)""#).error == "IncorrectKeyException")
    }

    @Test("ReEncrypt moves a ciphertext to another key and context")
    func reEncrypt() async {
        let first = await fleet.makeKey()
        let second = await fleet.makeKey()
        let blob = Base64.encode(await encrypt(first, "hi", #"{"a":"1"}"#).blob("CiphertextBlob"))
        let body = #"{"CiphertextBlob":"\#(blob)","DestinationKeyId":"\#(second)""#
        let moved = await fleet.call(
            .reEncrypt,
            body + #","SourceEncryptionContext":{"a":"1"},"DestinationEncryptionContext":{"b":"2"}}"#)
        #expect(moved.text("SourceKeyId") == FakeFleet.arn(first))
        #expect(moved.text("KeyId") == FakeFleet.arn(second))
        let opened = await decrypt(moved.blob("CiphertextBlob"), #","EncryptionContext":{"b":"2"}"#)
        #expect(opened.blob("Plaintext") == Array("hi".utf8))
        #expect(await fleet.call(.reEncrypt, body + "}").error == "InvalidCiphertextException")
    }

    @Test("a dry run says that it would have succeeded, or what is wrong")
    func dryRun() async {
        let key = await fleet.makeKey()
        let blob = Base64.encode(await encrypt(key).blob("CiphertextBlob"))
        let dryRuns: [(KMSOperation, String)] = [
            (.encrypt, #""KeyId":"\#(key)","Plaintext":"aGk=""#), (.decrypt, #""CiphertextBlob":"\#(blob)""#),
            (.generateDataKey, #""KeyId":"\#(key)","KeySpec":"AES_256""#),
            (.generateDataKeyWithoutPlaintext, #""KeyId":"\#(key)","KeySpec":"AES_256""#),
            (.reEncrypt, #""CiphertextBlob":"\#(blob)","DestinationKeyId":"\#(key)""#),
            (.decrypt, #""KeyId":"\#(key)","DryRunModifiers":["IGNORE_CIPHERTEXT"]"#),
        ]
        for (operation, members) in dryRuns {
            #expect(await fleet.call(operation, "{\(members),\"DryRun\":true}").error == "DryRunOperationException")
        }
        #expect(
            await fleet.call(.decrypt, #"{"CiphertextBlob":"AAAA","DryRun":true}"#).error
                == "InvalidCiphertextException")
        #expect(
            await fleet.call(.encrypt, #"{"KeyId":"alias/none","Plaintext":"aGk=","DryRun":true}"#).error
                == "NotFoundException")
        #expect(
            await decrypt([1], #","DryRunModifiers":["IGNORE_CIPHERTEXT"]"#).error == "ValidationException")
    }

    @Test(
        "failures of the quorum reach the client as AWS errors",
        arguments: [
            (CoordinationError.Code.keyUnavailable, "KeyUnavailableException", 500),
            (.timeout, "DependencyTimeoutException", 503), (.invalidState, "KMSInvalidStateException", 400),
            (.failed, "KMSInternalException", 500),
        ])
    func quorumFailures(code: CoordinationError.Code, name: String, status: Int) async {
        let key = await fleet.makeKey()
        fleet.failNextUse(with: CoordinationError(code, "c1 and c2 are out of reach", attempts: 3))
        let answer = await encrypt(key)
        #expect(answer.error == name)
        #expect(answer.status == status)
        #expect(fleet.audit.text.contains(#""additionalEventData":{"attempts":3,"blamed":[]}"#))
    }

    @Test("grant tokens, recipients and other algorithms are refused, not ignored")
    func notIgnored() async {
        let key = await fleet.makeKey()
        let start = #"{"KeyId":"\#(key)","Plaintext":"aGk=""#
        #expect(await fleet.call(.encrypt, start + #","GrantTokens":["t"]}"#).error == "InvalidGrantTokenException")
        #expect(
            await fleet.call(.encrypt, start + #","EncryptionAlgorithm":"RSAES_OAEP_SHA_256"}"#).error
                == "InvalidKeyUsageException")
        #expect(
            await fleet.call(.generateDataKey, #"{"KeyId":"\#(key)","KeySpec":"AES_128","Recipient":{}}"#).error
                == "UnsupportedOperationException")
    }

    @Test("data keys have the length asked for, and decrypt to themselves")
    func dataKeys() async {
        let key = await fleet.makeKey()
        for (size, count) in [
            (#""KeySpec":"AES_256""#, 32), (#""KeySpec":"AES_128""#, 16), (#""NumberOfBytes":77"#, 77),
        ] {
            let answer = await fleet.call(.generateDataKey, #"{"KeyId":"\#(key)",\#(size)}"#)
            #expect(answer.blob("Plaintext").count == count)
            #expect(await decrypt(answer.blob("CiphertextBlob")).blob("Plaintext") == answer.blob("Plaintext"))
            let blind = await fleet.call(.generateDataKeyWithoutPlaintext, #"{"KeyId":"\#(key)",\#(size)}"#)
            #expect(blind.text("Plaintext").isEmpty)
            #expect(await decrypt(blind.blob("CiphertextBlob")).blob("Plaintext").count == count)
        }
    }

    @Test("random bytes come in the number asked for", arguments: [1, 1024])
    func random(count: Int) async {
        #expect(
            await fleet.call(.generateRandom, #"{"NumberOfBytes":\#(count)}"#).blob("Plaintext").count == count)
    }

    @Test(
        "no number, or one out of range, gives no random bytes",
        arguments: ["", #""NumberOfBytes":0"#, #""NumberOfBytes":1025"#])
    func noRandom(members: String) async {
        #expect(await fleet.call(.generateRandom, "{\(members)}").error == "ValidationException")
    }
}
