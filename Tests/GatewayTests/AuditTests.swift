import AWSProtocol
import AuditLog
import Gateway
import GatewayTestSupport
import StrictJSON
import Testing

@Suite("What the gateway's audit log says")
struct AuditTests {
    let fleet = FakeFleet()

    @Test("a use of a key is recorded with who took part, and without what was encrypted")
    func use() async throws {
        let key = await fleet.makeKey()
        let plaintext = Base64.encode(Array("the very secret text".utf8))
        let body = #"{"KeyId":"\#(key)","Plaintext":"\#(plaintext)","EncryptionContext":{"app":"x"}}"#
        let answer = await fleet.call(.encrypt, body)
        let record = try #require(fleet.audit.records.last)
        #expect(record.name == "Encrypt")
        #expect(record.errorCode == nil)
        #expect(record.readOnly)
        #expect(record.resources.map(\.arn) == [FakeFleet.arn(key)])
        let text = String(decoding: record.json, as: UTF8.self)
        #expect(text.contains(#""encryptionContext":{"app":"x"}"#))
        #expect(
            text.contains(
                #""additionalEventData":{"attempts":2,"custodians":["c1","c2","c4"],"blamed":["c3"],"keyVersion":1,"epoch":1}"#
            ))
        #expect(text.contains(#""accessKeyId":"AKIDEXAMPLE""#))
        #expect(!text.contains(plaintext))
        #expect(!text.contains("very secret"))
        #expect(!text.contains(answer.text("CiphertextBlob")))
    }

    @Test("an answer that no custodian took part in says so")
    func fromMemory() async throws {
        let key = await fleet.makeKey()
        let encrypted = await fleet.call(.encrypt, #"{"KeyId":"\#(key)","Plaintext":"aGk="}"#).text("CiphertextBlob")
        fleet.answerFromMemory()
        #expect(await fleet.call(.decrypt, #"{"CiphertextBlob":"\#(encrypted)"}"#).text("Plaintext") == "aGk=")
        let record = try #require(fleet.audit.records.last)
        let text = String(decoding: record.json, as: UTF8.self)
        #expect(text.contains(#""additionalEventData":{"fromCache":true,"attempts":0,"custodians":[],"#))
    }

    @Test("every call leaves one record, whether refused or not")
    func one() async {
        let key = await fleet.makeKey()
        let bodies = ["{}", "{", #"{"KeyId":"\#(key)"}"#, #"{"KeyId":"alias/none"}"#, "[]", #"{"KeyId":1}"#]
        var count = fleet.audit.records.count
        for operation in KMSOperation.allCases {
            for body in bodies {
                let answer = await fleet.call(operation, body)
                count += 1
                #expect(fleet.audit.records.count == count)
                #expect(fleet.audit.records.last?.errorCode == answer.error)
                #expect(answer.error != "KMSInternalException")
            }
        }
    }

    @Test("no plaintext, message, signature or ciphertext is in any record")
    func secrets() async {
        let key = await fleet.makeKey()
        let signing = await fleet.makeSigningKey()
        let marked = Base64.encode(Array("marked".utf8))
        let encrypted = await fleet.call(.encrypt, #"{"KeyId":"\#(key)","Plaintext":"\#(marked)"}"#)
        _ = await fleet.call(.decrypt, #"{"CiphertextBlob":"\#(encrypted.text("CiphertextBlob"))"}"#)
        let dataKey = await fleet.call(.generateDataKey, #"{"KeyId":"\#(key)","KeySpec":"AES_256"}"#)
        let random = await fleet.call(.generateRandom, #"{"NumberOfBytes":32}"#)
        let body = #"{"KeyId":"\#(signing)","Message":"\#(marked)","SigningAlgorithm":"ED25519_SHA_512"}"#
        let signed = await fleet.call(.sign, body)
        let text = fleet.audit.text
        for secret in [
            marked, "marked", encrypted.text("CiphertextBlob"), dataKey.text("Plaintext"), random.text("Plaintext"),
            signed.text("Signature"),
        ] {
            #expect(!secret.isEmpty)
            #expect(!text.contains(secret))
        }
    }

    @Test("trap 40: where no record can be written, no answer is given")
    func failClosed() async {
        let key = await fleet.makeKey()
        fleet.audit.fill()
        let answer = await fleet.call(.generateDataKey, #"{"KeyId":"\#(key)","KeySpec":"AES_256"}"#)
        #expect(answer.error == "KMSInternalException")
        #expect(answer.text("Plaintext").isEmpty)
    }

    @Test("a request that nobody signed is recorded too")
    func refused() async throws {
        let details = CallDetails(requestID: "r", sourceAddress: "10.0.0.1", userAgent: nil, invocationID: nil)
        let answer = await fleet.gateway().refuse(
            AWSError(.missingAuthenticationToken, "no"), details, operation: .decrypt)
        #expect(answer.error == "MissingAuthenticationTokenException")
        let record = try #require(fleet.audit.records.last)
        #expect(record.name == "Decrypt")
        #expect(record.requestID == "r")
        #expect(record.sourceAddress == "10.0.0.1")
    }
}
