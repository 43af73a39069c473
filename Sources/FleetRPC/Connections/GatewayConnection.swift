package import CustodianContract
package import FleetIdentity
import FleetProto
import GRPCCore
package import KeyMap
package import Logging
package import ServiceLifecycle
import SwiftProtobuf

/// A gateway's connection to one custodian: one open stream, requests of many clients in a message, found again when lost.
package final class GatewayConnection: Service, CustodianLink, NodeLink {
    private let channel: NodeChannel
    private let requests: RequestStream<Wire.UseRequest, ShareResult>

    /// - Throws: where the custodian's endpoint or the identity cannot be used.
    package init(to custodian: CustodianRecord, from node: FleetNode, logger: Logger) throws {
        channel = try NodeChannel(to: custodian, from: node)
        requests = RequestStream(to: custodian.id, logger: logger)
    }

    package var custodian: CustodianID { requests.peer }
    package var isConnected: Bool { requests.isConnected }
    package var services: [any Service] { [self] }
    package var grace: Duration { .milliseconds(500) }
    package var unanswered: Duration? { requests.unanswered }

    package func use(_ use: ShareUse) async throws -> ShareResult {
        try await requests.ask { use.wire(id: $0) }
    }

    package func send(_ use: ShareUse, answer: @escaping @Sendable (Result<ShareResult, any Error>) -> Void) {
        requests.send({ use.wire(id: $0) }, answer: answer)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await channel.client.keepConnected { await requests.keepOpen { try await stream() } }
        }
    }

    /// One stream from its opening to its end.
    private func stream() async throws {
        let queue = BatchQueue<Wire.UseRequest>()
        defer { requests.disconnect(queue) }
        let request = StreamingClientRequest<Wire.UseBatch> { [requests] writer in
            while let batch = await queue.next() {
                requests.departed(batch.compactMap { $0.isImmediate ? $0.id : nil })
                try await writer.write(.with { $0.requests = batch })
            }
        }
        try await channel.custodian.use(request: request, options: NodeChannel.options) { [self] response in
            let messages = try response.accepted.get().bodyParts
            requests.connect(queue)
            defer { queue.finish() }
            for try await part in messages {
                guard case .message(let batch) = part else { continue }
                let proven = ProvenReplies(batch) { requests[$0] }
                for reply in batch.replies {
                    requests.deliver(reply.id) {
                        do {
                            return try ShareResult(wire: reply, batch: proven[reply.id])
                        } catch {
                            throw MalformedAnswer("\(error)")
                        }
                    }
                }
            }
        }
    }
}
