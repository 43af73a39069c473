import AWSProtocol
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends the few requests around a measurement: the making of keys and their deletion.
struct LoadClient: Sendable {
    private let target: LoadTarget
    private let client: HTTPClient

    init(_ target: LoadTarget) {
        self.target = target
        client = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup)
    }

    /// - Throws: ``LoadError`` where the service does not answer with 200.
    func call(_ operation: String, _ body: [UInt8]) async throws -> Data {
        let signed = target.signed(operation, body, now: Int64(Date().timeIntervalSince1970))
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

/// A request of a load run that failed; the message is for a person.
package struct LoadError: Error, CustomStringConvertible {
    package let description: String
}

/// The run was stopped from outside.
package struct LoadInterruption: Error, CustomStringConvertible {
    package let description = "interrupted"
}
