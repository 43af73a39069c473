import ByteCoding
import CustodianContract
import FleetIdentity
import FleetProto
import FoundationEssentials
import GRPCCore
package import Hub
import KeyMap
import Logging
package import ServiceLifecycle
import SwiftProtobuf
import Telemetry

extension HubConnection {
    /// The most permits that one custodian may wait for; more are refused at once.
    private static let waitingLimit = 2_048

    /// The service that gives this custodian the permits that it asks for.
    package func permits(from desk: PermitDesk) -> some Service {
        Permits(connection: self, desk: desk)
    }

    private struct Permits: Service {
        let connection: HubConnection
        let desk: PermitDesk

        func run() async throws {
            await cancelWhenGracefulShutdown {
                let requests = RequestStream<Void, Void>(to: connection.custodian, logger: connection.logger)
                await requests.keepOpen { try await connection.serve(desk) }
            }
        }
    }

    /// One stream, from the custodian's word of its run to its end.
    private func serve(_ desk: PermitDesk) async throws {
        let replies = BatchQueue<Wire.PermitReply>()
        let request = StreamingClientRequest<Wire.PermitReplyBatch> { writer in
            defer { replies.finish() }
            while let batch = await replies.next() {
                try await writer.write(.with { $0.replies = batch })
            }
        }
        try await channel.custodian.permits(request: request, options: NodeChannel.options) { [self] response in
            defer { replies.finish() }
            let waiting = Slots(Self.waitingLimit)
            var boot: [UInt8] = []
            defer { desk.disconnected(custodian, boot: boot) }
            try await withThrowingDiscardingTaskGroup { group in
                for try await batch in response.messages {
                    for message in batch.requests {
                        switch message.what {
                        case .boot(let bytes):
                            desk.disconnected(custodian, boot: boot)
                            boot = Array(bytes.prefix(64))
                            desk.connected(custodian, boot: boot)
                        case .close(let bytes):
                            if let close = try? PermitClose(decoding: Array(bytes)) {
                                desk.close(close, from: custodian)
                            }
                        case .ask(let bytes):
                            guard waiting.take() else {
                                let refusal = Refusal(.busy, "custodian \(custodian) asks for too many permits at once")
                                _ = await replies.send(Self.refusal(refusal, to: message.id))
                                continue
                            }
                            group.addTask { [self] in
                                defer { waiting.giveBack() }
                                _ = await replies.send(await answer(message, Array(bytes), desk))
                            }
                        case nil: break
                        }
                    }
                }
            }
        }
    }

    private func answer(
        _ message: Wire.PermitRequest, _ request: [UInt8], _ desk: PermitDesk
    ) async -> Wire.PermitReply {
        let id = message.id
        let call = IncomingCall(
            "quorate.custodian.v1.Custodian/Permits", from: message.traceparent, by: node.tracer,
            [("quorate.custodian", .text("\(custodian)"))])
        do {
            let permit = try await desk.permit(PermitRequest(decoding: request), for: custodian)
            call.end()
            return .with {
                $0.id = id
                $0.permit = Data(permit.encoded)
            }
        } catch {
            call.end(error: RPCAttributes.type(of: error))
            return Self.refusal(error as? Refusal ?? Refusal(.malformed, "\(error)"), to: id)
        }
    }

    private static func refusal(_ refusal: Refusal, to id: UInt64) -> Wire.PermitReply {
        .with {
            $0.id = id
            $0.refusal = refusal.wire
        }
    }
}
