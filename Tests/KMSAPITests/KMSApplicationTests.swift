import AWSProtocol
import AuditLog
import GatewayTestSupport
import KMSAPI
import KeyMap
import Testing

@Suite("The KMS API over HTTP")
struct KMSApplicationTests {
    @Test("a signed request is answered in AWS JSON, with a request id that the audit log has too")
    func answered() async throws {
        try await RunningAPI.with { api in
            let reply = try await api.send(api.signed("TrentService.CreateKey", "{}"))
            #expect(reply.status == 200)
            #expect(reply.body.hasPrefix(#"{"KeyMetadata":{"AWSAccountId":"111122223333""#))
            #expect(reply.header("Content-Type") == "application/x-amz-json-1.1")
            let record = try #require(api.fleet.audit.records.last)
            #expect(reply.header("x-amzn-RequestId") == record.requestID)
            #expect(record.name == "CreateKey")
            #expect(record.sourceAddress == "127.0.0.1")
        }
    }

    @Test("the region is that of the credential's scope")
    func regions() async throws {
        try await RunningAPI.with { api in
            let reply = try await api.send(api.signed("TrentService.CreateKey", "{}", region: "eu-central-1"))
            #expect(reply.body.contains("arn:aws:kms:eu-central-1:111122223333:key/"))
            let malformed = try await api.send(api.signed("TrentService.ListKeys", "{}", region: "nowhere"))
            #expect(malformed.isError("InvalidSignatureException"))
        }
        try await RunningAPI.with(regions: KMSRegions(["eu-central-1"])) { api in
            let reply = try await api.send(api.signed("TrentService.ListKeys", "{}", region: "us-east-1"))
            #expect(reply.isError("InvalidSignatureException"))
        }
    }

    @Test("a target that is absent, unknown or not built gets its error")
    func targets() async throws {
        try await RunningAPI.with { api in
            for target in [nil, "", "TrentService.Nope", "Encrypt"] {
                let reply = try await api.send(api.signed(target, "{}"))
                #expect(reply.status == 400)
                #expect(reply.isError("UnknownOperationException"))
            }
            let reply = try await api.send(api.signed("TrentService.RotateKeyOnDemand", "{}"))
            #expect(reply.isError("UnsupportedOperationException"))
        }
    }

    @Test("a request that is not properly signed is refused and recorded")
    func signatures() async throws {
        try await RunningAPI.with { api in
            let unsigned = try await api.send(
                api.signed("TrentService.ListKeys", "{}") { request in
                    request.headers.removeAll { $0.name == "authorization" }
                })
            #expect(unsigned.isError("MissingAuthenticationTokenException"))
            let wrong = SigningSecret(secretAccessKey: "wrong")
            let forged = try await api.send(api.signed("TrentService.ListKeys", "{}", secret: wrong))
            #expect(forged.isError("InvalidSignatureException"))
            let changed = try await api.send(
                api.signed("TrentService.ListKeys", "{}") { request in request.body = Array("{ }".utf8) })
            #expect(changed.isError("InvalidSignatureException"))
            let late = api.signed("TrentService.ListKeys", "{}")
            api.fleet.clock.set(api.fleet.clock.now.adding(days: 1))
            let expired = try await api.send(late)
            #expect(expired.isError("InvalidSignatureException"))
            #expect(expired.body.contains("Signature expired"))
            #expect(api.fleet.audit.records.count == 4)
            #expect(api.fleet.audit.records.allSatisfy { $0.name == "ListKeys" && $0.errorCode != nil })
        }
    }

    @Test("other paths and methods get a clear answer, and /live is alive")
    func paths() async throws {
        try await RunningAPI.with { api in
            let live = try await api.send(
                RunningAPI.bytes(SignableRequest(method: "GET", path: "/live", headers: [.init("Host", "x")], body: []))
            )
            #expect(live.status == 200)
            #expect(live.header("x-amzn-RequestId") != nil)
            for (method, path) in [("GET", "/"), ("POST", "/x"), ("PUT", "/"), ("DELETE", "/live"), ("GET", "/../etc")]
            {
                let reply = try await api.send(
                    RunningAPI.bytes(
                        SignableRequest(method: method, path: path, headers: [.init("Host", "x")], body: [])))
                #expect(reply.status == 404)
                #expect(reply.isError("UnknownOperationException"))
            }
        }
    }

    @Test("a body over the limit is refused with an AWS error, announced or in chunks")
    func longBodies() async throws {
        try await RunningAPI.with { api in
            let long = String(repeating: " ", count: 1_048_577)
            let announced = try await api.send(api.signed("TrentService.Encrypt", long))
            #expect(announced.isError("ValidationException"))
            let head =
                "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: TrentService.Encrypt\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
            let chunk = "10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n"
            let text = head + String(repeating: chunk, count: 20) + "0\r\n\r\n"
            let chunked = try await api.send(Array(text.utf8))
            #expect(chunked.isError("ValidationException"))
        }
    }

    @Test("a body just below the limit is read, and refused for what it holds")
    func oneMegabyte() async throws {
        try await RunningAPI.with { api in
            let nested = String(repeating: "[", count: 1_000_000)
            let reply = try await api.send(api.signed("TrentService.Encrypt", nested))
            #expect(reply.isError("SerializationException"))
        }
    }

    @Test(
        "what is no HTTP is refused, and the next client is served",
        arguments: [
            "garbage\r\n\r\n", "POST / HTTP/9.9\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", "\0\0\0\0\r\n\r\n",
        ])
    func notHTTP(text: String) async throws {
        try await RunningAPI.with { api in
            let reply = try await api.send(Array(text.utf8))
            #expect(reply.status == 400 || reply.head.isEmpty)
            let live = try await api.send(Array("GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8))
            #expect(live.status == 200)
        }
    }

    @Test(
        "trap 43: retries of one CreateKey make one key, as long as the client signed that they are retries",
        arguments: [(true, 1), (false, 3)])
    func retries(isSigned: Bool, keys: Int) async throws {
        let id = SignableRequest.Header("amz-sdk-invocation-id", "11111111-2222-3333-4444-555555555555")
        try await RunningAPI.with { api in
            for _ in 0..<3 {
                let request = api.signed("TrentService.CreateKey", "{}", header: isSigned ? id : nil) { request in
                    if !isSigned { request.headers.append(id) }
                }
                let reply = try await api.send(request)
                #expect(reply.status == 200)
            }
            #expect(api.fleet.replica.allKeys.count == keys)
        }
    }
}
