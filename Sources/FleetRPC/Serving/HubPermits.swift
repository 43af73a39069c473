import ByteCoding
package import CustodianContract
import FleetProto
import FoundationEssentials
import GRPCCore
import KeyMap
package import Logging
import ServiceLifecycle
import SwiftProtobuf
package import Telemetry

/// A custodian's way to the hub for permits, over the stream that the hub has opened: custodians dial no hub.
package final class HubPermits: PermitSource {
    private let requests: RequestStream<Wire.PermitRequest, SignedPermit>

    private let tracer: Tracer?

    package init(logger: Logger, tracer: Tracer? = nil) {
        self.tracer = tracer
        requests = RequestStream(to: CustodianID("hub"), logger: logger)
    }

    package func permit(_ request: PermitRequest) async throws(Refusal) -> SignedPermit {
        let encoded = Data(request.encoded)
        let call = OutgoingCall(
            "quorate.custodian.v1.Custodian/Permits", by: tracer,
            [
                ("quorate.key.id", .text("\(request.share.key)")), ("quorate.request.id", .text(request.clientRequest)),
            ])
        do {
            return try await call.ending {
                try await requests.ask { id in
                    .with {
                        $0.id = id
                        $0.ask = encoded
                        $0.traceparent = call.traceparent
                    }
                }
            }
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.unavailable, "the hub, which permits the rebuilding of keys, is out of reach")
        }
    }

    package func close(_ close: PermitClose) {
        requests.tell(.with { $0.close = Data(close.encoded) })
    }

    /// Serves one stream of the hub to its end. A new one takes the place of the last.
    ///
    /// - Parameter boot: this run of the custodian.
    func serve(
        _ replies: RPCAsyncSequence<Wire.PermitReplyBatch, any Error>, _ writer: RPCWriter<Wire.PermitRequestBatch>,
        boot: [UInt8]
    ) async throws {
        let queue = BatchQueue<Wire.PermitRequest>()
        _ = queue.append(.with { $0.boot = Data(boot) })
        requests.disconnect()
        requests.connect(queue)
        defer { requests.disconnect(queue) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while let batch = await queue.next() { try await writer.write(.with { $0.requests = batch }) }
            }
            for try await batch in replies.cancelOnGracefulShutdown() {
                for reply in batch.replies { requests.deliver(reply.id) { try Self.permit(reply) } }
            }
            queue.finish()
            try await group.waitForAll()
        }
    }

    private static func permit(_ reply: Wire.PermitReply) throws -> SignedPermit {
        switch reply.result {
        case .permit(let bytes): return try SignedPermit(decoding: Array(bytes))
        case .refusal(let refusal): throw Refusal(wire: refusal)
        case nil: throw MalformedAnswer("an answer without a result")
        }
    }
}
