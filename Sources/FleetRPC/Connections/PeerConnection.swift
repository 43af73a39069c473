import ByteCoding
package import CustodianContract
package import FleetIdentity
import FleetProto
import FoundationEssentials
import GRPCCore
package import KeyMap
package import Logging
package import ServiceLifecycle
import SwiftProtobuf
import Telemetry

/// A custodian's connection to another one, for the shares that it asks for under permits.
package final class PeerConnection: Service, PeerLink, NodeLink {
    private let channel: NodeChannel
    private let requests: RequestStream<Wire.ReleaseRequest, ShareRelease>
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

    package func release(_ permit: SignedPermit) async throws -> ShareRelease {
        let encoded = Data(permit.encoded)
        let call = OutgoingCall(
            "quorate.custodian.v1.Custodian/Release", by: tracer,
            [
                ("quorate.key.id", .text("\(permit.permit.share.key)")), ("quorate.custodian", .text("\(custodian)")),
                ("quorate.request.id", .text(permit.permit.clientRequest)),
            ])
        return try await call.ending {
            try await requests.ask { id in
                .with {
                    $0.id = id
                    $0.permit = encoded
                    $0.traceparent = call.traceparent
                }
            }
        }
    }

    package func close(_ close: PermitClose) {
        requests.tell(.with { $0.close = Data(close.encoded) })
    }

    /// The fleet key of this generation; nil where the custodian has none that it may give.
    ///
    /// - Throws: where it is out of reach.
    package func fetchFleetKey(_ generation: UInt32) async throws -> (generation: UInt32, sealed: [UInt8])? {
        var options = NodeChannel.options
        options.timeout = .seconds(1)
        let reply = try await channel.custodian.fetchFleetKey(.with { $0.generation = generation }, options: options)
        return reply.sealed.isEmpty ? nil : (reply.generation, Array(reply.sealed))
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await channel.client.keepConnected { await requests.keepOpen { try await stream() } }
        }
    }

    private func stream() async throws {
        let queue = BatchQueue<Wire.ReleaseRequest>()
        defer { requests.disconnect(queue) }
        let request = StreamingClientRequest<Wire.ReleaseBatch> { writer in
            while let batch = await queue.next() {
                try await writer.write(.with { $0.requests = batch })
            }
        }
        try await channel.custodian.release(request: request, options: NodeChannel.options) { [self] response in
            let messages = try response.accepted.get().bodyParts
            requests.connect(queue)
            defer { queue.finish() }
            try await requests.read(messages) { part in
                guard case .message(let batch) = part else { return }
                for reply in batch.replies {
                    guard requests.deliver(reply.id, { try Self.release(reply) }) else { throw requests.unasked }
                }
            }
        }
    }

    private static func release(_ reply: Wire.ReleaseReply) throws -> ShareRelease {
        switch reply.result {
        case .release(let bytes):
            do {
                return try ShareRelease(decoding: Array(bytes))
            } catch {
                throw MalformedAnswer("\(error)")
            }
        case .refusal(let refusal): throw Refusal(wire: refusal)
        case nil: throw MalformedAnswer("an answer without a result")
        }
    }
}
