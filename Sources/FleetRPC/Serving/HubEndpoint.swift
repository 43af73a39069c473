import ByteCoding
import FleetIdentity
import FleetProto
import FoundationEssentials
import GRPCCore
import Hub
import KeyMap
import Logging
import ServiceLifecycle
import SwiftProtobuf

/// What gateways, and nodes that want to join, ask of the hub.
struct HubEndpoint: Wire.Hub.SimpleServiceProtocol {
    let hub: Hub
    let certificates: CertificateDesk
    let door: JoinDesk
    /// Nil for a hub that makes no checkpoints of its audit log.
    let checkpoints: (any CheckpointDesk)?
    let gate: PeerGate
    let logger: Logger

    func watch(
        request: RPCAsyncSequence<Wire.KeyMapAcknowledgement, any Error>, response: RPCWriter<Wire.KeyMapUpdate>,
        context: ServerContext
    ) async throws {
        let admission = try gate.admit(context, .gateway)
        try await gate.whileAdmitted(admission) { [self] in
            try await serve(.gateway(admission.peer.id), request, response)
        }
    }

    private func serve(
        _ gateway: ReplicaHolder, _ acknowledgements: RPCAsyncSequence<Wire.KeyMapAcknowledgement, any Error>,
        _ response: RPCWriter<Wire.KeyMapUpdate>
    ) async throws {
        let (known, offers) = AsyncStream<KeyMapHead>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [feed = hub.feed] in
                for await head in known {
                    try await feed.serve(gateway, known: head) { try await response.write($0) }
                }
            }
            group.addTask { [self] in
                defer { offers.finish() }
                var isFirst = true
                for try await acknowledgement in acknowledgements.cancelOnGracefulShutdown() {
                    guard acknowledgement.refusal.isEmpty else {
                        let reason = PeerText.limited(acknowledgement.refusal)
                        logger.error(
                            "a gateway refuses the key map", metadata: ["replica": "\(gateway)", "reason": "\(reason)"])
                        return
                    }
                    if isFirst {
                        offers.yield(
                            KeyMapHead(revision: acknowledgement.revision, hash: Array(acknowledgement.hash)))
                    } else {
                        hub.feed.acknowledge(
                            gateway, revision: acknowledgement.revision, charter: acknowledgement.charter)
                    }
                    isFirst = false
                }
            }
            // Either end of the stream ends the other.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    func control(request: Wire.ControlRequest, context: ServerContext) async throws -> Wire.ControlReply {
        _ = try gate.admit(context, .gateway)
        var reply = Wire.ControlReply()
        do {
            let key = try await ControlCall(decoding: Array(request.call)).perform(on: hub)
            if let key { reply.key = Data(key.encoded) }
            reply.revision = hub.replica.head.revision
        } catch {
            reply.failure = Wire.ControlFailure(error)
            if reply.failure.code == .internal {
                logger.error("a gateway's call failed", metadata: ["reason": "\(error)"])
            }
        }
        return reply
    }

    func fetchAccessKeyMaster(
        request: Wire.FetchAccessKeyMasterRequest, context: ServerContext
    ) async throws -> Wire.FetchAccessKeyMasterReply {
        _ = try gate.admit(context, .gateway)
        return .with { $0.master = Data(hub.accessKeys.bytes) }
    }

    func renewCertificate(
        request: Wire.RenewCertificateRequest, context: ServerContext
    ) async throws -> Wire.RenewCertificateReply {
        let peer = try gate.admit(context, .gateway, isRenewal: true).peer
        do {
            let certificate = try certificates.certificate(Array(request.request), role: .gateway, id: peer.id)
            return .with { $0.certificate = Data(certificate) }
        } catch {
            throw RPCError(code: .permissionDenied, message: "\(error)")
        }
    }

    func exchangeCheckpoints(
        request: Wire.CheckpointExchange, context: ServerContext
    ) async throws -> Wire.CheckpointExchange {
        let admission = try gate.admit(context, .gateway)
        guard let checkpoints else {
            throw RPCError(code: .unimplemented, message: "this hub makes no checkpoints")
        }
        return await checkpoints.answer(request, from: admission)
    }

    func exchangeUses(request: Wire.UseReport, context: ServerContext) async throws -> Wire.UseReport {
        _ = try gate.admit(context, .gateway)
        return hub.uses.exchange(UseReport(wire: request)).wire
    }

    func join(request: Wire.JoinRequest, context: ServerContext) async throws -> Wire.JoinReply {
        let applicant = try gate.applicant(context)
        do {
            switch try door.answer(JoinRequest(decoding: Array(request.request)), from: applicant.id) {
            case .pending: return .with { $0.pending = true }
            case .welcome(let certificate, let charter):
                return .with {
                    $0.welcome = .with {
                        $0.certificate = Data(certificate)
                        $0.charter = Data(charter.encoded)
                    }
                }
            }
        } catch {
            logger.warning("a request to join is refused", metadata: ["node": "\(applicant.id)", "reason": "\(error)"])
            return .with { $0.refusal = "\(error)" }
        }
    }
}
