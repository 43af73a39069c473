import AWSProtocol
import ByteCoding
import FuzzTargets
import KeyMap
import Secrets
import TestSupport
import ThresholdCrypto

extension Seeds {
    static func envelopes() throws -> [[UInt8]] {
        let context = EncryptionContext([("purpose", "fuzzing")])
        return try [
            ("", UInt64(1), Suite.ristrettoPRF), ("a letter", 2, .ristrettoPRF), ("a letter", 3, .replicatedAES),
        ]
        .map { text, seed, suite in
            let random = SeededRandom(seed)
            let plaintext = SecretBytes(copying: Array(text.utf8))
            let sealing = EnvelopeSealing(
                plaintext: plaintext, keyARN: "arn:aws:kms:eu-west-1:000000000000:key/\(keyID)", version: .first,
                suite: suite, context: context, random: random)
            return try sealing.seal(
                plaintext, under: SecretBytes(copying: FuzzTarget.corpusKey), random: random
            ).encoded
        }
    }

    /// Requests under the one client's signature, and written like HTTP.
    static func requestSignatures() -> [[UInt8]] {
        [("/", "", #"{"KeyId":"k"}"#), ("/a%20b/c", "b=%2B%20&a=1&a=&c", ""), ("", "x=%ZZ&y=%2", "body\n\nmore")].map {
            path, query, body in
            var request = SignableRequest(
                path: path, query: query,
                headers: [
                    SignableRequest.Header("host", "kms.eu-west-1.amazonaws.com"),
                    SignableRequest.Header("x-amz-target", "TrentService.Encrypt"),
                    SignableRequest.Header("content-type", "application/x-amz-json-1.1"),
                    SignableRequest.Header("x-note", "  two  words "),
                ], body: Array(body.utf8))
            RequestSigner(accessKeyID: OneClient.id, secret: OneClient.secret, region: "eu-west-1")
                .sign(&request, now: FuzzTarget.now)
            let head = [request.method, path, query] + request.headers.map { "\($0.name):\($0.value)" }
            return Array((head + ["", body]).joined(separator: "\n").utf8)
        }
    }

    static func requests() -> [(form: Int, bytes: [UInt8])] {
        bodies.compactMap { name, body in
            FuzzTarget.shapes.firstIndex { "\($0)" == name }.map { ($0, Array(body.utf8)) }
        }
    }

    private static let bodies = [
        (
            "EncryptRequest",
            #"{"KeyId":"alias/a","Plaintext":"aGk=","EncryptionContext":{"a":"1"},"GrantTokens":["t"],"DryRun":false}"#
        ),
        ("DecryptRequest", #"{"CiphertextBlob":"UVJUMQ==","EncryptionContext":{"\u00e9":"x"},"KeyId":"k"}"#),
        ("ReEncryptRequest", #"{"CiphertextBlob":"UVJUMQ==","DestinationKeyId":"k","SourceEncryptionContext":{}}"#),
        ("GenerateDataKeyRequest", #"{"KeyId":"k","KeySpec":"AES_256"}"#),
        ("GenerateDataKeyRequest", #"{"KeyId":"k","NumberOfBytes":32}"#),
        ("GenerateDataKeyPairRequest", #"{"KeyId":"k","KeyPairSpec":"ECC_NIST_P256"}"#),
        ("GenerateRandomRequest", #"{"NumberOfBytes":16}"#),
        ("GenerateMacRequest", #"{"KeyId":"k","Message":"aGk=","MacAlgorithm":"HMAC_SHA_256"}"#),
        ("VerifyMacRequest", #"{"KeyId":"k","Message":"aGk=","Mac":"aGk=","MacAlgorithm":"HMAC_SHA_256"}"#),
        ("SignRequest", #"{"KeyId":"k","Message":"aGk=","MessageType":"RAW","SigningAlgorithm":"ECDSA_SHA_256"}"#),
        ("VerifyRequest", #"{"KeyId":"k","Message":"aGk=","Signature":"aGk=","SigningAlgorithm":"ECDSA_SHA_256"}"#),
        ("CreateKeyRequest", #"{"Description":"d","Tags":[{"TagKey":"a","TagValue":"b"}],"MultiRegion":true}"#),
        ("DescribeKeyRequest", #"{"KeyId":"arn:aws:kms:eu-west-1:000000000000:alias/a"}"#),
        ("KeyRequest", #"{"KeyId":"k"}"#), ("ListKeysRequest", #"{"Limit":10,"Marker":"m"}"#),
        ("ScheduleKeyDeletionRequest", #"{"KeyId":"k","PendingWindowInDays":7}"#),
        ("AliasTargetRequest", #"{"AliasName":"alias/a","TargetKeyId":"k"}"#),
        ("TagResourceRequest", #"{"KeyId":"k","Tags":[{"TagKey":"a","TagValue":"b"}]}"#),
        ("UntagResourceRequest", #"{"KeyId":"k","TagKeys":["a"]}"#),
        ("PutKeyPolicyRequest", #"{"KeyId":"k","Policy":"{}","BypassPolicyLockoutSafetyCheck":true}"#),
        (
            "GetParametersForImportRequest",
            #"{"KeyId":"k","WrappingAlgorithm":"RSAES_OAEP_SHA_256","WrappingKeySpec":"RSA_2048"}"#
        ),
        (
            "ImportKeyMaterialRequest",
            #"{"KeyId":"k","ImportToken":"aGk=","EncryptedKeyMaterial":"aGk=","ExpirationModel":"KEY_MATERIAL_EXPIRES","ValidTo":1795262400.5}"#
        ),
    ]
}
