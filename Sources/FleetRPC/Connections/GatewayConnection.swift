package import CustodianContract
package import FleetIdentity
import FleetProto
import GRPCCore
package import KeyMap
package import Logging
package import ServiceLifecycle
import SwiftProtobuf
import Telemetry

/// A gateway's connection to one custodian: one open stream, requests of many clients in a message, found again when lost.
package final class GatewayConnection: Service, CustodianLink, NodeLink {
    private let channel: NodeChannel
    private let requests: RequestStream<Wire.UseRequest, ShareResult>
    private let tracer: Tracer?

    /// - Parameter faults: hears where the custodian breaks the contract as such.
    /// - Throws: where the custodian's endpoint or the identity cannot be used.
    package init(
        to custodian: CustodianRecord, from node: FleetNode, faults: LinkFaults = LinkFaults(), logger: Logger
    ) throws {
        channel = try NodeChannel(to: custodian, from: node)
        requests = RequestStream(to: custodian.id, faults: faults, logger: logger)
        tracer = node.tracer
    }

    package var custodian: CustodianID { requests.peer }
    package var isConnected: Bool { requests.isConnected }
    package var services: [any Service] { [self] }
    package var grace: Duration { .milliseconds(500) }
    package var unanswered: Duration? { requests.unanswered }

    package func use(_ use: ShareUse) async throws -> ShareResult {
        let call = begin(use)
        do {
            let result = try await requests.ask { use.wire(id: $0, traceparent: call.traceparent) }
            call.end(result)
            return result
        } catch {
            call.end(error)
            throw error
        }
    }

    package func send(_ use: ShareUse, answer: @escaping @Sendable (Result<ShareResult, any Error>) -> Void) {
        let call = begin(use)
        requests.send({ use.wire(id: $0, traceparent: call.traceparent) }) { result in
            switch result {
            case .success(let result): call.end(result)
            case .failure(let error): call.end(error)
            }
            answer(result)
        }
    }

    /// The custodians of a request are asked one after the other and answer in any order: each is a span of its own.
    private func begin(_ use: ShareUse) -> OutgoingCall {
        OutgoingCall(
            "quorate.custodian.v1.Custodian/Use", by: tracer,
            RPCAttributes.of(use) + [("quorate.custodian", .text("\(custodian)"))])
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
            try await requests.read(messages) { part in
                guard case .message(let batch) = part else { return }
                let proven = ProvenReplies(batch) { requests[$0] }
                for reply in batch.replies {
                    let wasAsked = requests.deliver(reply.id) {
                        do {
                            return try ShareResult(wire: reply, batch: proven[reply.id])
                        } catch {
                            throw MalformedAnswer("\(error)")
                        }
                    }
                    guard wasAsked else { throw requests.unasked }
                }
            }
        }
    }
}
