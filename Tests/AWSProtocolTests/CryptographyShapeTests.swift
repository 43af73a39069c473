import AWSProtocol
import StrictJSON
import Testing

@Suite("MACs, shared secrets, data key pairs and public-key encryption")
struct CryptographyShapeTests {
    @Test("a MAC is asked for")
    func generateMac() throws {
        let request = try read(
            GenerateMacRequest.self, #"{"KeyId":"k","Message":"aGk=","MacAlgorithm":"HMAC_SHA_384","DryRun":true}"#)
        #expect(request.message == Array("hi".utf8))
        #expect(request.algorithm == .hmacSHA384)
        #expect(request.isDryRun)
        let answer = GenerateMacResponse(mac: [0], algorithm: .hmacSHA384, keyID: "a")
        #expect(text(answer) == #"{"Mac":"AA==","MacAlgorithm":"HMAC_SHA_384","KeyId":"a"}"#)
    }

    @Test("a MAC is verified")
    func verifyMac() throws {
        let request = try read(
            VerifyMacRequest.self, #"{"KeyId":"k","Message":"aGk=","MacAlgorithm":"HMAC_SHA_224","Mac":"AA=="}"#)
        #expect(request.mac == [0])
        #expect(!request.isDryRun)
        let answer = VerifyMacResponse(keyID: "a", algorithm: .hmacSHA224)
        #expect(text(answer) == #"{"KeyId":"a","MacValid":true,"MacAlgorithm":"HMAC_SHA_224"}"#)
    }

    @Test(
        "a MAC needs message, key and algorithm, each within its bounds",
        arguments: [
            (#"{"KeyId":"k","MacAlgorithm":"HMAC_SHA_256","Mac":"AA=="}"#, "'message'"),
            (#"{"KeyId":"k","Message":"","MacAlgorithm":"HMAC_SHA_256","Mac":"AA=="}"#, "'message'"),
            (#"{"Message":"AA==","MacAlgorithm":"HMAC_SHA_256","Mac":"AA=="}"#, "'keyId'"),
            (#"{"KeyId":"k","Message":"AA==","Mac":"AA=="}"#, "'macAlgorithm'"),
            (#"{"KeyId":"k","Message":"AA==","MacAlgorithm":"HMAC_256","Mac":"AA=="}"#, "'macAlgorithm'"),
            (#"{"KeyId":"k","Message":"AA==","MacAlgorithm":"HMAC_SHA_256"}"#, "'mac'"),
            (#"{"KeyId":"k","Message":"AA==","MacAlgorithm":"HMAC_SHA_256","Mac":""}"#, "'mac'"),
        ])
    func macBounds(body: String, place: String) throws {
        let found = try #require(refusal(of: body, as: VerifyMacRequest.self))
        #expect(found.code == .validation)
        #expect(found.message.contains("1 validation error detected"))
        #expect(found.message.contains(place))
    }

    @Test("a shared secret is asked for, with a public key of at most 8192 bytes")
    func deriveSharedSecret() throws {
        func body(_ publicKey: String) -> String {
            #"{"KeyId":"k","KeyAgreementAlgorithm":"ECDH","PublicKey":"\#(publicKey)","Recipient":{}}"#
        }
        let request = try read(DeriveSharedSecretRequest.self, body("AAA="))
        #expect(request.publicKey == [0, 0])
        #expect(request.algorithm == .ecdh)
        #expect(request.recipient != nil)
        let longest = String(repeating: "AAAA", count: 2730)
        #expect(try read(DeriveSharedSecretRequest.self, body(longest + "AAA=")).publicKey.count == 8192)
        #expect(refusal(of: body(longest + "AAAA"), as: DeriveSharedSecretRequest.self)?.code == .validation)
        #expect(refusal(of: body(""), as: DeriveSharedSecretRequest.self)?.code == .validation)
        let answer = DeriveSharedSecretResponse(keyID: "a", sharedSecret: [0], algorithm: .ecdh, origin: .external)
        #expect(
            text(answer)
                == #"{"KeyId":"a","SharedSecret":"AA==","KeyAgreementAlgorithm":"ECDH","KeyOrigin":"EXTERNAL"}"#)
    }

    @Test("every data key pair of the model is read", arguments: AWSDataKeyPairSpec.allCases)
    func dataKeyPair(spec: AWSDataKeyPairSpec) throws {
        let body = #"{"KeyId":"k","KeyPairSpec":"\#(spec.rawValue)","EncryptionContext":{"a":"b"}}"#
        let request = try read(GenerateDataKeyPairRequest.self, body)
        #expect(request.spec == spec)
        #expect(request.encryptionContext.entries.map(\.key) == ["a"])
    }

    @Test("a data key pair needs a kind that there is", arguments: ["SYMMETRIC_DEFAULT", "ML_DSA_65", "HMAC_256", ""])
    func noDataKeyPair(spec: String) {
        let body = #"{"KeyId":"k","KeyPairSpec":"\#(spec)"}"#
        #expect(refusal(of: body, as: GenerateDataKeyPairRequest.self)?.code == .validation)
        #expect(refusal(of: #"{"KeyId":"k"}"#, as: GenerateDataKeyPairRequest.self)?.code == .validation)
    }

    @Test("a data key pair is answered with or without its private key")
    func dataKeyPairAnswer() {
        let start = #"{"PrivateKeyCiphertextBlob":"AA==","#
        let end = #""PublicKey":"Ag==","KeyId":"a","KeyPairSpec":"ECC_NIST_P256""#
        let whole = GenerateDataKeyPairResponse(
            privateKeyCiphertext: [0], privateKeyPlaintext: [1], publicKey: [2], keyID: "a", spec: .p256,
            keyMaterialID: "m")
        #expect(text(whole) == start + #""PrivateKeyPlaintext":"AQ==","# + end + #","KeyMaterialId":"m"}"#)
        let without = GenerateDataKeyPairResponse(
            privateKeyCiphertext: [0], privateKeyPlaintext: nil, publicKey: [2], keyID: "a", spec: .p256)
        #expect(text(without) == start + end + "}")
    }

    @Test("a bare public-key ciphertext names no key, so the client has to")
    func namelessCiphertext() throws {
        let ciphertext = #"{"CiphertextBlob":"AA==","#
        for algorithm in AWSEncryptionAlgorithm.allCases where algorithm.isAsymmetric {
            let decrypt = ciphertext + #""EncryptionAlgorithm":"\#(algorithm.rawValue)""#
            #expect(refusal(of: decrypt + "}", as: DecryptRequest.self)?.message.contains("'keyId'") == true)
            #expect(try read(DecryptRequest.self, decrypt + #","KeyId":"k"}"#).algorithm == algorithm)
            let move = ciphertext + #""DestinationKeyId":"d","SourceEncryptionAlgorithm":"\#(algorithm.rawValue)""#
            #expect(refusal(of: move + "}", as: ReEncryptRequest.self)?.message.contains("'sourceKeyId'") == true)
            #expect(try read(ReEncryptRequest.self, move + #","SourceKeyId":"k"}"#).sourceAlgorithm == algorithm)
        }
        #expect(try read(DecryptRequest.self, ciphertext + #""EncryptionContext":{}}"#).keyID == nil)
    }

    @Test("an encryption context goes with symmetric encryption only")
    func contextsOfPublicKeys() {
        let rsa = #""EncryptionAlgorithm":"RSAES_OAEP_SHA_256","KeyId":"k","EncryptionContext":{"a":"b"}}"#
        #expect(refusal(of: #"{"Plaintext":"AA==","# + rsa, as: EncryptRequest.self)?.code == .validation)
        #expect(refusal(of: #"{"CiphertextBlob":"AA==","# + rsa, as: DecryptRequest.self)?.code == .validation)
        for side in ["Source", "Destination"] {
            let body =
                #"{"CiphertextBlob":"AA==","SourceKeyId":"k","DestinationKeyId":"d","#
                + #""\#(side)EncryptionAlgorithm""#
                + #":"RSAES_OAEP_SHA_1","\#(side)EncryptionContext":{"a":"b"}}"#
            let found = refusal(of: body, as: ReEncryptRequest.self)
            #expect(found?.message.contains("'\(side.lowercased())EncryptionContext'") == true)
        }
    }

    @Test("a public key says what it is for")
    func publicKey() {
        func answer(_ usage: AWSKeyUsage, _ spec: AWSKeySpec) -> String {
            text(
                GetPublicKeyResponse(
                    keyID: "a", publicKey: [0], spec: spec, usage: usage,
                    encryptionAlgorithms: usage == .encryptDecrypt ? [.rsaOAEPSHA1, .rsaOAEPSHA256] : [],
                    keyAgreementAlgorithms: usage == .keyAgreement ? [.ecdh] : []))
        }
        #expect(
            answer(.encryptDecrypt, .rsa2048).hasSuffix(
                #""KeyUsage":"ENCRYPT_DECRYPT","EncryptionAlgorithms":["RSAES_OAEP_SHA_1","RSAES_OAEP_SHA_256"]}"#))
        #expect(
            answer(.keyAgreement, .p384).hasSuffix(#""KeyUsage":"KEY_AGREEMENT","KeyAgreementAlgorithms":["ECDH"]}"#))
    }

    @Test("every signing algorithm of the model is read", arguments: AWSSigningAlgorithm.allCases)
    func signingAlgorithms(algorithm: AWSSigningAlgorithm) throws {
        let body = #"{"KeyId":"k","Message":"AA==","SigningAlgorithm":"\#(algorithm.rawValue)","Signature":"AA=="}"#
        #expect(try read(SignRequest.self, body).algorithm == algorithm)
        #expect(try read(VerifyRequest.self, body).algorithm == algorithm)
    }
}
