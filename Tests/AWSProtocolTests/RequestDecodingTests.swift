import AWSProtocol
import StrictJSON
import Testing

@Suite("Reading requests")
struct RequestDecodingTests {
    private func encrypt(_ body: String) throws(AWSError) -> EncryptRequest {
        try EncryptRequest(body: Array(body.utf8))
    }

    @Test("a request is read with its defaults, unknown members and nulls passed over")
    func defaults() throws {
        let request = try encrypt(#"{"KeyId":"k","Plaintext":"aGk=","New":{"a":[1]},"DryRun":null}"#)
        #expect(request.keyID == "k")
        #expect(request.plaintext == Array("hi".utf8))
        #expect(request.encryptionContext.isEmpty)
        #expect(request.algorithm == .symmetricDefault)
        #expect(!request.isDryRun)
    }

    @Test("an empty body stands for an empty object")
    func emptyBody() throws {
        #expect(try ListKeysRequest(body: []).page.limit == 100)
        #expect(refusal(of: "", as: KeyRequest.self)?.code == .validation)
    }

    @Test(
        "what is no JSON object is a SerializationException",
        arguments: [
            "[]", "null", "\"x\"", "1", "{", "{}x", "{\"KeyId\":NaN}", "{\"KeyId\":\"\\ud800\"}",
            "{\"KeyId\":1,\"KeyId\":2}",
            "\u{FEFF}{}", String(repeating: "{\"KeyId\":", count: 100_000), String(repeating: "[", count: 1_000_000),
            "{\"Limit\":1e999}", "{\"KeyId\":\"\n\"}",
        ])
    func notAnObject(body: String) {
        #expect(refusal(of: body, as: EncryptRequest.self)?.code == .serialization)
    }

    @Test(
        "a member of the wrong type is a SerializationException",
        arguments: [
            #"{"KeyId":1,"Plaintext":"aGk="}"#, #"{"KeyId":["k"],"Plaintext":"aGk="}"#,
            #"{"KeyId":{},"Plaintext":"aGk="}"#,
            #"{"KeyId":"k","Plaintext":1}"#, #"{"KeyId":"k","Plaintext":"a"}"#, #"{"KeyId":"k","Plaintext":"aGl="}"#,
            #"{"KeyId":"k","Plaintext":"aGk=","EncryptionContext":[]}"#,
            #"{"KeyId":"k","Plaintext":"aGk=","EncryptionContext":{"a":1}}"#,
            #"{"KeyId":"k","Plaintext":"aGk=","EncryptionContext":{"a":null}}"#,
            #"{"KeyId":"k","Plaintext":"aGk=","EncryptionContext":{"a":"1","a":"2"}}"#,
            #"{"KeyId":"k","Plaintext":"aGk=","GrantTokens":"t"}"#,
            #"{"KeyId":"k","Plaintext":"aGk=","GrantTokens":[1]}"#,
            #"{"KeyId":"k","Plaintext":"aGk=","DryRun":"true"}"#, #"{"KeyId":"k","Plaintext":"aGk=","DryRun":1}"#,
            #"{"KeyId":"k","Plaintext":"aGk=","EncryptionAlgorithm":1}"#,
        ])
    func wrongType(body: String) {
        #expect(refusal(of: body, as: EncryptRequest.self)?.code == .serialization)
    }

    @Test(
        "numbers must be integers in range",
        arguments: [
            ("7", nil), ("30", nil), ("7.0", nil), ("6", .validation), ("31", .validation), ("-1", .validation),
            ("7.5", .serialization), ("1e30", .serialization), ("9223372036854775807", .validation),
            ("9223372036854775808", .serialization), ("\"7\"", .serialization), ("true", .serialization),
        ] as [(String, AWSError.Code?)])
    func pendingWindow(value: String, expected: AWSError.Code?) {
        let body = #"{"KeyId":"k","PendingWindowInDays":\#(value)}"#
        #expect(refusal(of: body, as: ScheduleKeyDeletionRequest.self)?.code == expected)
    }

    @Test("every violation is named at once, in AWS's words")
    func violations() throws {
        let long = String(repeating: "k", count: 2049)
        let found = try #require(refusal(of: #"{"KeyId":"\#(long)","Plaintext":""}"#, as: EncryptRequest.self))
        #expect(found.code == .validation)
        #expect(
            found.message
                == "2 validation errors detected: Value '\(long)' at 'keyId' failed to satisfy constraint: Member must "
                + "have length less than or equal to 2048; Value at 'plaintext' failed to satisfy constraint: Member must "
                + "have length greater than or equal to 1")
    }

    @Test(
        "messages say what AWS says",
        arguments: [
            (
                #"{"KeySpec":"AES_128"}"#,
                "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null"
            ),
            (
                #"{"KeyId":"k","NumberOfBytes":1025}"#,
                "1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have "
                    + "value less than or equal to 1024"
            ),
            (
                #"{"KeyId":"k","KeySpec":"AES_257"}"#,
                "1 validation error detected: Value 'AES_257' at 'keySpec' failed to satisfy constraint: Member must satisfy "
                    + "enum value set: [AES_256, AES_128]"
            ),
            (#"{"KeyId":"k"}"#, "Please specify either number of bytes or key spec."),
            (
                #"{"KeyId":"k","KeySpec":"AES_256","NumberOfBytes":16}"#,
                "Please specify either number of bytes or key spec."
            ),
        ])
    func wording(body: String, expected: String) {
        let found = refusal(of: body, as: GenerateDataKeyRequest.self)
        #expect(found?.code == .validation)
        #expect(found?.message == expected)
    }

    @Test("a tag's member is named by its place in the list")
    func nestedPlace() throws {
        let body = #"{"KeyId":"k","Tags":[{"TagKey":"a","TagValue":"b"},{"TagKey":"","TagValue":"b"},{"TagKey":"c"}]}"#
        let found = try #require(refusal(of: body, as: TagResourceRequest.self))
        #expect(found.message.contains("Value '' at 'tags.2.member.tagKey' failed"))
        #expect(found.message.contains("Value null at 'tags.3.member.tagValue' failed"))
    }

    @Test("the pattern of alias names is held")
    func aliasPattern() throws {
        let body = #"{"AliasName":"alias/a!","TargetKeyId":"k"}"#
        let found = try #require(refusal(of: body, as: AliasTargetRequest.self))
        #expect(
            found.message
                == "1 validation error detected: Value 'alias/a!' at 'aliasName' failed to satisfy constraint: Member must "
                + "satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$")
    }

    @Test("a small hostile request cannot make a large answer")
    func boundedAnswer() throws {
        let tokens = Array(repeating: "\"\"", count: 100_000).joined(separator: ",")
        let found = try #require(refusal(of: #"{"KeyId":"k","GrantTokens":[\#(tokens)]}"#, as: DescribeKeyRequest.self))
        #expect(found.code == .validation)
        #expect(found.message.utf8.count < 100_000)
    }

    @Test("a plaintext is never repeated in a message")
    func plaintextStaysIn() throws {
        let secret = String(repeating: "c2VjcmV0", count: 800)
        let found = try #require(refusal(of: #"{"KeyId":"k","Plaintext":"\#(secret)"}"#, as: EncryptRequest.self))
        #expect(!found.message.contains("c2VjcmV0"))
        let broken = try #require(refusal(of: #"{"KeyId":"k","Plaintext":"\#(secret)!"}"#, as: EncryptRequest.self))
        #expect(!broken.message.contains("c2VjcmV0"))
    }

    @Test("encryption contexts are sorted by bytes, and canonically equivalent keys both survive")
    func contexts() throws {
        let body = #"{"KeyId":"k","Plaintext":"aGk=","EncryptionContext":{"z":"1","\u00e9":"2","e\u0301":"3","Z":"4"}}"#
        let context = try encrypt(body).encryptionContext
        #expect(context.entries.map(\.value) == ["4", "3", "1", "2"])
        let other = try encrypt(body.replacing(#"\u00e9"#, with: "é")).encryptionContext
        #expect(context == other)
        let swapped = try encrypt(body.replacing(#""2""#, with: #""x""#)).encryptionContext
        #expect(context != swapped)
    }

    @Test("a key that differs from another only in composition makes another context")
    func compositionMatters() throws {
        let composed = try encrypt(#"{"KeyId":"k","Plaintext":"aGk=","EncryptionContext":{"\u00e9":"1"}}"#)
        let decomposed = try encrypt(#"{"KeyId":"k","Plaintext":"aGk=","EncryptionContext":{"e\u0301":"1"}}"#)
        #expect(composed.encryptionContext != decomposed.encryptionContext)
    }

    @Test("an encryption context has a limit")
    func contextLimit() throws {
        func body(_ count: Int) -> String {
            #"{"KeyId":"k","Plaintext":"aGk=","EncryptionContext":{"a":"\#(String(repeating: "x", count: count - 1))"}}"#
        }
        _ = try encrypt(body(AWSEncryptionContext.byteLimit))
        let found = refusal(of: body(AWSEncryptionContext.byteLimit + 1), as: EncryptRequest.self)
        #expect(found?.code == .validation)
    }

    @Test("a ciphertext may be absent only where a dry run ignores it, and then the key must be named")
    func ignoredCiphertext() throws {
        #expect(refusal(of: "{}", as: DecryptRequest.self)?.code == .validation)
        #expect(refusal(of: #"{"DryRun":true}"#, as: DecryptRequest.self)?.code == .validation)
        let body = #"{"DryRun":true,"DryRunModifiers":["IGNORE_CIPHERTEXT"]}"#
        #expect(refusal(of: body, as: DecryptRequest.self)?.message.contains("'keyId'") == true)
        let named = #"{"DryRun":true,"DryRunModifiers":["IGNORE_CIPHERTEXT"],"KeyId":"k"}"#
        #expect(try DecryptRequest(body: Array(named.utf8)).dryRun.ignoresCiphertext)
    }

    @Test("a recipient is seen")
    func recipient() throws {
        let body =
            #"{"NumberOfBytes":1,"Recipient":{"KeyEncryptionAlgorithm":"RSAES_OAEP_SHA_256","AttestationDocument":"AA=="}}"#
        #expect(try GenerateRandomRequest(body: Array(body.utf8)).recipient?.attestationDocument == [0])
        #expect(try GenerateRandomRequest(body: Array(#"{"NumberOfBytes":1,"Recipient":{}}"#.utf8)).recipient != nil)
    }

    @Test("KeySpec and its old name may not come together")
    func oldKeySpec() throws {
        let old = try CreateKeyRequest(body: Array(#"{"CustomerMasterKeySpec":"RSA_2048"}"#.utf8))
        #expect(old.spec == .rsa2048)
        let both = #"{"CustomerMasterKeySpec":"RSA_2048","KeySpec":"RSA_3072"}"#
        #expect(refusal(of: both, as: CreateKeyRequest.self)?.code == .validation)
    }

    @Test("trap 29: a changed byte anywhere in a request is read or refused, never a crash")
    func mutations() {
        let body = Array(
            (#"{"KeyId":"k","Plaintext":"aGk=","EncryptionContext":{"a":"b"},"GrantTokens":["t"],"#
                + #""EncryptionAlgorithm":"SYMMETRIC_DEFAULT","DryRun":true}"#).utf8)
        for index in body.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = body
                changed[index] = byte
                do throws(AWSError) {
                    _ = try EncryptRequest(body: changed)
                } catch {
                    #expect([.serialization, .validation].contains(error.code))
                }
            }
        }
    }
}
