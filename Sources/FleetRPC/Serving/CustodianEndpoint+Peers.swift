import ByteCoding
import Custodian
import CustodianContract
import FleetIdentity
import FleetProto
import FoundationEssentials
import GRPCCore
import KeyMap
import ServiceLifecycle
import SwiftProtobuf
import Telemetry

/// What other custodians ask for: shares under permits, and the fleet key.
extension CustodianEndpoint {
    func release(
        request: RPCAsyncSequence<Wire.ReleaseBatch, any Error>, response: RPCWriter<Wire.ReleaseReplyBatch>,
        context: ServerContext
    ) async throws {
        let admission = try gate.admit(context, .custodian)
        try await gate.whileAdmitted(admission) { [self] in
            try await release(request, response, to: CustodianID(admission.peer.id))
        }
    }

    private func release(
        _ request: RPCAsyncSequence<Wire.ReleaseBatch, any Error>, _ response: RPCWriter<Wire.ReleaseReplyBatch>,
        to requester: CustodianID
    ) async throws {
        let replies = BatchQueue<Wire.ReleaseReply>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { replies.finish() }
                while let batch = await replies.next() {
                    try await response.write(.with { $0.replies = batch })
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { releasing in
                var running = 0
                for try await batch in request.cancelOnGracefulShutdown() {
                    for message in batch.requests {
                        if case .close(let bytes) = message.what {
                            if let close = try? PermitClose(decoding: Array(bytes)) { custodian.close(close) }
                            continue
                        }
                        if running >= Self.concurrency {
                            try await releasing.next()
                            running -= 1
                        }
                        running += 1
                        releasing.addTask { _ = await replies.send(await release(message, to: requester)) }
                    }
                }
                try await releasing.waitForAll()
            }
            replies.finish()
            try await group.waitForAll()
        }
    }

    private func release(_ message: Wire.ReleaseRequest, to requester: CustodianID) async -> Wire.ReleaseReply {
        var reply = Wire.ReleaseReply()
        reply.id = message.id
        let permit: SignedPermit
        do throws(ByteCodingError) {
            permit = try SignedPermit(decoding: Array(message.permit))
        } catch {
            reply.refusal = await custodian.refuseUnreadablePermit(from: requester, reason: error.message).wire
            return reply
        }
        let call = IncomingCall(
            "quorate.custodian.v1.Custodian/Release", from: message.traceparent, by: node.tracer,
            [
                ("quorate.key.id", .text("\(permit.permit.share.key)")), ("quorate.custodian", .text("\(requester)")),
                ("quorate.request.id", .text(permit.permit.clientRequest)),
            ])
        do throws(Refusal) {
            reply.release = Data(try await custodian.release(permit, to: requester).encoded)
            call.end()
        } catch {
            reply.refusal = error.wire
            call.end(error: "\(error.code)")
        }
        return reply
    }

    func fetchFleetKey(request: Wire.FleetKeyRequest, context: ServerContext) async throws -> Wire.FleetKeyReply {
        let peer = try gate.admit(context, .custodian).peer
        guard
            let sealed = try fleetKeys?.seal(request.generation, to: peer.id, by: node.membership.charter)
        else { return Wire.FleetKeyReply() }
        return .with {
            $0.generation = request.generation
            $0.sealed = Data(sealed)
        }
    }
}
