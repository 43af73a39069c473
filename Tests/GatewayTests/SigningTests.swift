import AWSProtocol
import Crypto
import Gateway
import GatewayTestSupport
import StrictJSON
import Testing

@Suite("Sign, Verify, GetPublicKey")
struct SigningTests {
    let fleet = FakeFleet()
    static let digest = Base64.encode([UInt8](repeating: 7, count: 64))

    private func body(_ key: String, _ message: String, _ type: String, _ algorithm: String, _ more: String = "")
        -> String
    {
        #"{"KeyId":"\#(key)","Message":"\#(message)","MessageType":"\#(type)","SigningAlgorithm":"\#(algorithm)"\#(more)}"#
    }

    @Test("a signature verifies here and with the public key outside")
    func plain() async throws {
        let key = await fleet.makeSigningKey()
        let signed = await fleet.call(.sign, body(key, "aGk=", "RAW", "ED25519_SHA_512"))
        let signature = signed.blob("Signature")
        #expect(signature.count == 64)
        let more = #","Signature":"\#(Base64.encode(signature))""#
        let verified = await fleet.call(.verify, body(key, "aGk=", "RAW", "ED25519_SHA_512", more))
        #expect(verified["SignatureValid"]?.isTrue == true)
        let exported = await fleet.call(.getPublicKey, #"{"KeyId":"\#(key)"}"#)
        let der = exported.blob("PublicKey")
        #expect(Array(der.prefix(12)) == [0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0])
        let publicKey = try Curve25519.Signing.PublicKey(rawRepresentation: der.dropFirst(12))
        #expect(publicKey.isValidSignature(signature, for: Array("hi".utf8)))
        #expect(exported["SigningAlgorithms"]?.items.compactMap(\.text) == ["ED25519_SHA_512", "ED25519_PH_SHA_512"])
    }

    @Test("a pre-hashed signature is over the digest, hashed once more")
    func prehashed() async {
        let key = await fleet.makeSigningKey()
        let signed = await fleet.call(.sign, body(key, Self.digest, "DIGEST", "ED25519_PH_SHA_512"))
        let more = #","Signature":"\#(signed.text("Signature"))""#
        #expect(await fleet.call(.verify, body(key, Self.digest, "DIGEST", "ED25519_PH_SHA_512", more)).status == 200)
        let other = Base64.encode([UInt8](repeating: 8, count: 64))
        #expect(
            await fleet.call(.verify, body(key, other, "DIGEST", "ED25519_PH_SHA_512", more)).error
                == "KMSInvalidSignatureException")
        #expect(
            await fleet.call(.verify, body(key, Self.digest, "RAW", "ED25519_SHA_512", more)).error
                == "KMSInvalidSignatureException")
    }

    @Test("a signature with a bit flipped at any byte, or of any other length, is not valid")
    func invalid() async {
        let key = await fleet.makeSigningKey()
        let signature = await fleet.call(.sign, body(key, "aGk=", "RAW", "ED25519_SHA_512")).blob("Signature")
        var wrong = [Array(signature.dropLast()), signature + [0], [0]]
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1
            wrong.append(changed)
        }
        for signature in wrong {
            let more = #","Signature":"\#(Base64.encode(signature))""#
            #expect(
                await fleet.call(.verify, body(key, "aGk=", "RAW", "ED25519_SHA_512", more)).error
                    == "KMSInvalidSignatureException")
        }
    }

    @Test(
        "message type, length and algorithm must go together",
        arguments: [
            ("aGk=", "DIGEST", "ED25519_SHA_512", "ValidationException"),
            ("aGk=", "EXTERNAL_MU", "ED25519_SHA_512", "ValidationException"),
            (digest, "RAW", "ED25519_PH_SHA_512", "ValidationException"),
            ("aGk=", "DIGEST", "ED25519_PH_SHA_512", "ValidationException"),
            ("", "RAW", "ED25519_SHA_512", "ValidationException"),
            ("aGk=", "RAW", "ECDSA_SHA_256", "InvalidKeyUsageException"),
            ("aGk=", "RAW", "ED25519", "ValidationException"),
        ])
    func pairings(message: String, type: String, algorithm: String, error: String) async {
        let key = await fleet.makeSigningKey()
        #expect(await fleet.call(.sign, body(key, message, type, algorithm)).error == error)
    }

    @Test("each kind of key does only what it is for")
    func usage() async {
        let symmetric = await fleet.makeKey()
        let signing = await fleet.makeSigningKey()
        #expect(
            await fleet.call(.sign, body(symmetric, "aGk=", "RAW", "ED25519_SHA_512")).error
                == "InvalidKeyUsageException")
        #expect(
            await fleet.call(.encrypt, #"{"KeyId":"\#(signing)","Plaintext":"aGk="}"#).error
                == "InvalidKeyUsageException")
        #expect(
            await fleet.call(.generateDataKey, #"{"KeyId":"\#(signing)","KeySpec":"AES_256"}"#).error
                == "InvalidKeyUsageException")
        #expect(
            await fleet.call(.getPublicKey, #"{"KeyId":"\#(symmetric)"}"#).error == "UnsupportedOperationException")
    }

    @Test("a dry run signs nothing")
    func dryRun() async {
        let key = await fleet.makeSigningKey()
        let answer = await fleet.call(.sign, body(key, "aGk=", "RAW", "ED25519_SHA_512", #","DryRun":true"#))
        #expect(answer.error == "DryRunOperationException")
        #expect(answer.text("Signature").isEmpty)
    }
}
