import AWSProtocol
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends signed requests to a KMS API over a given number of connections.
struct LoadClient: Sendable {
    private let target: LoadTarget
    private let signer: RequestSigner
    private let client: HTTPClient

    init(_ target: LoadTarget, connections: Int) {
        self.target = target
        signer = RequestSigner(
            accessKeyID: target.accessKeyID, secret: SigningSecret(secretAccessKey: target.secretAccessKey),
            region: target.region)
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
    }

    /// - Throws: ``LoadError`` where the service does not answer with 200.
    func call(_ operation: String, _ body: [UInt8]) async throws -> Data {
        var signed = SignableRequest(
            method: "POST", path: "/",
            headers: [
                SignableRequest.Header("host", target.host),
                SignableRequest.Header("content-type", "application/x-amz-json-1.1"),
                SignableRequest.Header("x-amz-target", "TrentService.\(operation)"),
            ], body: body)
        signer.sign(&signed, now: Int64(Date().timeIntervalSince1970))
        var request = HTTPClientRequest(url: target.url)
        request.method = .POST
        for header in signed.headers where header.name != "host" {
            request.headers.add(name: header.name, value: header.value)
        }
        request.body = .bytes(body)
        let response = try await client.execute(request, timeout: .seconds(10))
        let answer = try await response.body.collect(upTo: 1 << 20)
        guard response.status == .ok else {
            throw LoadError(
                description:
                    "\(operation) failed with \(response.status): \(String(decoding: answer.readableBytesView, as: UTF8.self))"
            )
        }
        return Data(answer.readableBytesView)
    }

    func close() async throws {
        try await client.shutdown()
    }
}

/// Where the load goes, and as whom.
package struct LoadTarget: Sendable {
    package let url: String
    package let region: String
    package let accessKeyID: String
    package let secretAccessKey: String

    /// - Parameter url: the endpoint, such as `http://127.0.0.1:8400`.
    package init(url: String, region: String, accessKeyID: String, secretAccessKey: String) {
        self.url = url
        self.region = region
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
    }

    var host: String { url.split(separator: "/", maxSplits: 1).last.map { String($0.drop { $0 == "/" }) } ?? url }
}

/// A request of a load run that failed; the message is for a person.
package struct LoadError: Error, CustomStringConvertible {
    package let description: String
}

/// The run was stopped from outside.
package struct LoadInterruption: Error, CustomStringConvertible {
    package let description = "interrupted"
}
