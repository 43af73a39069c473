import AWSProtocol
import Testing

@Suite("Verifying Signature Version 4")
struct SignatureVerifierTests {
    typealias Fixture = SignatureFixture

    @Test("what botocore signed is accepted, with who signed it")
    func accepted() throws {
        let identity = try Fixture.verify(Fixture.request())
        #expect(identity.accessKeyID == Fixture.accessKeyID)
        #expect(identity.region == "eu-central-1")
        #expect(identity.signed.description == Fixture.date)
    }

    @Test("path and query are part of what is signed, encoded as botocore does")
    func pathAndQuery() throws {
        var request = Fixture.request(
            authorization: Fixture.authorization(
                signature: "d050302d1674432a66d7be9a49d983264f9f264555f9d5a7d2ae8e83a0cba517"))
        request.path = "/a%20b/c"
        request.query = "b=2&a=%2Fx&a=1&c"
        _ = try Fixture.verify(request)
        request.query = "b=2&a=%2Fx&a=1&d"
        #expect(Fixture.refusal(of: request)?.code == .invalidSignature)
    }

    @Test("a session token is accepted with its credential, and refused with any other")
    func sessionToken() throws {
        var request = Fixture.request(
            authorization: Fixture.authorization(
                signedHeaders: "content-type;host;x-amz-date;x-amz-security-token;x-amz-target;x-padded",
                signature: "b58a38f9736cfd36b75b1203cf042a96088a19e49d916bb605688d556210220c"))
        request.set("X-Amz-Security-Token", "SESSION/token==")
        let temporary = SigningSecret(secretAccessKey: Fixture.secretAccessKey, sessionToken: "SESSION/token==")
        _ = try Fixture.verify(request, secrets: [Fixture.accessKeyID: temporary])
        #expect(Fixture.refusal(of: request)?.code == .unrecognizedClient)
        let other = SigningSecret(secretAccessKey: Fixture.secretAccessKey, sessionToken: "other")
        #expect(
            Fixture.refusal(of: request, secrets: [Fixture.accessKeyID: other])?.code == .unrecognizedClient)
        #expect(
            Fixture.refusal(of: Fixture.request(), secrets: [Fixture.accessKeyID: temporary])?.code
                == .unrecognizedClient)
    }

    @Test("any change of what was signed is refused")
    func changes() {
        var changed = [Fixture.request(), Fixture.request(), Fixture.request(), Fixture.request(), Fixture.request()]
        changed[0].method = "PUT"
        changed[1].path = "/x"
        changed[2].query = "a=b"
        changed[3].set("X-Amz-Target", "TrentService.Decrypt")
        changed[4].set("Host", "127.0.0.1:8401")
        for request in changed {
            #expect(Fixture.refusal(of: request)?.code == .invalidSignature)
        }
    }

    @Test("a bit flipped at every byte of the body is refused")
    func bodyBits() {
        for index in Fixture.body.indices {
            var request = Fixture.request()
            request.body[index] ^= 1
            #expect(Fixture.refusal(of: request)?.code == .invalidSignature)
        }
    }

    @Test("a wrong digit anywhere in the signature is refused")
    func signatureDigits() {
        let signature = Array("3d2bc8b6506207a5efaedc7369af59d1efad2069360761aad43aed25d7429c71".utf8)
        for index in signature.indices {
            var changed = signature
            changed[index] = changed[index] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            let text = String(decoding: changed, as: UTF8.self)
            let request = Fixture.request(authorization: Fixture.authorization(signature: text))
            #expect(Fixture.refusal(of: request)?.code == .invalidSignature)
        }
    }

    @Test("the clock may differ by five minutes, no more, and the message says which way")
    func skew() throws {
        let request = Fixture.request()
        _ = try Fixture.verify(request, now: Fixture.now + 300)
        _ = try Fixture.verify(request, now: Fixture.now - 300)
        let expired = try #require(Fixture.refusal(of: request, now: Fixture.now + 301))
        #expect(expired.code == .invalidSignature)
        #expect(
            expired.message.hasPrefix(
                "Signature expired: 20260131T235959Z is now earlier than 20260201T000000Z (20260201T000500Z - 5 min.)"))
        let early = try #require(Fixture.refusal(of: request, now: Fixture.now - 301))
        #expect(early.code == .invalidSignature)
        #expect(early.message.hasPrefix("Signature not yet current: 20260131T235959Z is still later than"))
    }

    @Test("an unknown access key is an unrecognised client")
    func unknownKey() {
        #expect(Fixture.refusal(of: Fixture.request(), secrets: [:])?.code == .unrecognizedClient)
    }

    @Test("a wrong secret is an invalid signature")
    func wrongSecret() {
        let secrets = [Fixture.accessKeyID: SigningSecret(secretAccessKey: "wrong")]
        #expect(Fixture.refusal(of: Fixture.request(), secrets: secrets)?.code == .invalidSignature)
    }

    @Test("our own signer makes what the verifier accepts")
    func signer() throws {
        let secret = SigningSecret(secretAccessKey: "secret", sessionToken: "token")
        var request = SignableRequest(
            headers: [.init("Host", "localhost"), .init("X-Amz-Target", "TrentService.ListKeys")],
            body: Array("{}".utf8))
        RequestSigner(accessKeyID: "AK", secret: secret, region: "us-east-1").sign(&request, now: Fixture.now)
        let identity = try Fixture.verify(request, secrets: ["AK": secret])
        #expect(identity.region == "us-east-1")
    }

    @Test("the signer signs as botocore does")
    func signerLikeBotocore() {
        var request = Fixture.request(authorization: nil)
        request.set("X-Amz-Date", nil)
        let secret = SigningSecret(secretAccessKey: Fixture.secretAccessKey)
        RequestSigner(accessKeyID: Fixture.accessKeyID, secret: secret, region: "eu-central-1")
            .sign(&request, now: Fixture.now)
        #expect(request.headers.last?.value == Fixture.authorization())
    }
}
