import AWSProtocol
import Testing

@Suite("Refusing malformed signatures")
struct SignatureRefusalTests {
    typealias Fixture = SignatureFixture

    @Test("a request without a signature is told to authenticate")
    func missing() {
        #expect(Fixture.refusal(of: Fixture.request(authorization: nil))?.code == .missingAuthenticationToken)
    }

    @Test(
        "an Authorization header that is incomplete is refused as such",
        arguments: [
            "", "Basic Zm9v", "Bearer x", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256 x",
            "AWS4-HMAC-SHA256 Credential=a/20260131/r/kms/aws4_request",
            "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=00",
            "AWS4-HMAC-SHA256 Credential=a, Credential=b, SignedHeaders=host, Signature=00",
            "AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=",
            Fixture.authorization(credential: "AKIDEXAMPLE"),
            Fixture.authorization(credential: "AKIDEXAMPLE//eu-central-1/kms/aws4_request"),
            Fixture.authorization(credential: "a/b/20260131/eu-central-1/kms/aws4_request"),
            Fixture.authorization(signature: "00"),
            Fixture.authorization(signature: String(repeating: "G", count: 64)),
            Fixture.authorization(signature: String(repeating: "0", count: 66)),
            Fixture.authorization(signature: String(repeating: "é", count: 32)),
            Fixture.authorization(signedHeaders: "Host;x-amz-date"),
            Fixture.authorization(signedHeaders: "x-amz-date;host"),
            Fixture.authorization(signedHeaders: "host;host"),
            Fixture.authorization(signedHeaders: ";host"),
        ])
    func incomplete(authorization: String) {
        #expect(
            Fixture.refusal(of: Fixture.request(authorization: authorization))?.code == .incompleteSignature)
    }

    @Test(
        "a percent sign without two hexadecimal digits stands for itself",
        arguments: ["%+1", "%-0", "%1", "%1G", "% 1"])
    func percent(text: String) throws {
        var request = Fixture.request(authorization: nil)
        request.headers.removeAll { $0.name == "x-amz-date" }
        request.query = "a=\(text)"
        let secret = try #require(Fixture.secrets[Fixture.accessKeyID])
        RequestSigner(accessKeyID: Fixture.accessKeyID, secret: secret, region: "eu-central-1")
            .sign(&request, now: Fixture.now)
        #expect(Fixture.refusal(of: request) == nil)
        request.query = "a=%25\(text.dropFirst())"
        #expect(Fixture.refusal(of: request) == nil)
        request.query = "a=%01"
        #expect(Fixture.refusal(of: request)?.code == .invalidSignature)
    }

    @Test("two Authorization headers are refused")
    func twice() {
        var request = Fixture.request()
        request.headers.append(.init("authorization", Fixture.authorization()))
        #expect(Fixture.refusal(of: request)?.code == .incompleteSignature)
    }

    @Test(
        "a credential scoped to something else is refused",
        arguments: [
            "AKIDEXAMPLE/20260131/eu-central-1/s3/aws4_request", "AKIDEXAMPLE/20260131/eu-central-1/kms/aws5_request",
            "AKIDEXAMPLE/20260130/eu-central-1/kms/aws4_request", "AKIDEXAMPLE/20260131/EU_1/kms/aws4_request",
            "AKIDEXAMPLE/20260131/us-east-1/kms/aws4_request",
        ])
    func scope(credential: String) {
        let request = Fixture.request(authorization: Fixture.authorization(credential: credential))
        #expect(Fixture.refusal(of: request)?.code == .invalidSignature)
    }

    @Test("a date that is missing or malformed is refused", arguments: [nil, "", "2026-01-31", "Sat, 31 Jan 2026"])
    func date(value: String?) {
        var request = Fixture.request()
        request.set("X-Amz-Date", value)
        #expect(Fixture.refusal(of: request)?.code == .incompleteSignature)
    }

    @Test(
        "host and every x-amz header must be signed",
        arguments: [
            ("content-type;x-amz-date;x-amz-target", "'Host'"), ("host;x-amz-target", "'x-amz-date'"),
            ("host;x-amz-date", "'x-amz-target'"),
        ])
    func unsigned(headers: String, named: String) throws {
        let request = Fixture.request(authorization: Fixture.authorization(signedHeaders: headers))
        let refusal = try #require(Fixture.refusal(of: request))
        #expect(refusal.code == .invalidSignature)
        #expect(refusal.message.contains(named))
    }

    @Test("a signed header that is not there is refused")
    func absentHeader() {
        let request = Fixture.request(
            authorization: Fixture.authorization(signedHeaders: "host;x-amz-date;x-amz-target;x-gone"))
        #expect(Fixture.refusal(of: request)?.code == .invalidSignature)
    }

    @Test(
        "a claimed payload hash must be the body's",
        arguments: [
            "UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "", String(repeating: "0", count: 64),
        ])
    func payloadHash(claimed: String) {
        let secret = SigningSecret(secretAccessKey: "secret")
        var request = SignableRequest(
            headers: [.init("Host", "localhost"), .init("X-Amz-Content-SHA256", claimed)], body: [])
        RequestSigner(accessKeyID: "AK", secret: secret, region: "r").sign(&request, now: Fixture.now)
        #expect(Fixture.refusal(of: request, secrets: ["AK": secret])?.code == .invalidSignature)
    }

    @Test("trap 29: every truncation and changed byte of the Authorization header is refused")
    func mutations() {
        let text = Array(Fixture.authorization().utf8)
        for index in text.indices {
            let cut = String(decoding: text[..<index], as: UTF8.self)
            #expect(Fixture.refusal(of: Fixture.request(authorization: cut)) != nil)
            for byte in [0, 0x20, 0x2C, 0x3D, 0x2F, 0x3B, 0xFF] as [UInt8] where byte != text[index] {
                var changed = text
                changed[index] = byte
                let authorization = String(decoding: changed, as: UTF8.self)
                #expect(Fixture.refusal(of: Fixture.request(authorization: authorization)) != nil)
            }
        }
    }
}
