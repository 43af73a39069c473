import AWSProtocol
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Requests of one operation whose bodies take turns. A signature counts for the second that it names, so each body is
/// signed once a second and the load generator takes little of the machine that it measures.
final class SignedRequests: Sendable {
    private struct Signed {
        var second: Int64 = 0
        var heads: [HTTPRequestHead?]
    }

    private let operation: LoadOperation
    private let target: LoadTarget
    private let bodies: [[UInt8]]
    private let signed: Mutex<Signed>

    init(_ operation: LoadOperation, bodies: [[UInt8]], target: LoadTarget) {
        self.operation = operation
        self.bodies = bodies
        self.target = target
        signed = Mutex(Signed(heads: bodies.map { _ in nil }))
    }

    var name: String { operation.rawValue }

    /// The request of this turn, signed for now.
    func request(turn: Int) -> (head: HTTPRequestHead, body: [UInt8]) {
        let index = turn % bodies.count
        let now = Int64(Date().timeIntervalSince1970)
        let head = signed.withLock { signed in
            if signed.second != now { signed = Signed(second: now, heads: bodies.map { _ in nil }) }
            if let head = signed.heads[index] { return head }
            let head = makeHead(bodies[index], now: now)
            signed.heads[index] = head
            return head
        }
        return (head, bodies[index])
    }

    private func makeHead(_ body: [UInt8], now: Int64) -> HTTPRequestHead {
        let request = target.signed(operation.rawValue, body, now: now)
        var headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        headers.add(name: "content-length", value: "\(body.count)")
        return HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: headers)
    }
}
