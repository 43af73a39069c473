import ByteCoding
import Custodian
import CustodianContract
import FleetIdentity
import Entropy
import FleetProto
import FoundationEssentials
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KeyMap
import Logging
import ServiceLifecycle
import SwiftProtobuf

/// The contract's calls, each let through to those alone that the charter gives the role for it.
struct CustodianEndpoint: Wire.Service.SimpleServiceProtocol {
    /// The most requests of one gateway that are computed at once; more wait in the stream.
    static let concurrency = 256
    /// The most of them that rebuild a key: these wait their turn, and must not keep the others from being read.
    static let reconstructions = 192
    /// The most parts of requests that one message of replies answers, so that the longest stay below the limit of a message.
    static let partsOfMessage = 8

    let custodian: any CustodianService
    /// The hub's streams of the key map.
    let feeds: FeedTurns
    let permits: HubPermits
    let gate: PeerGate
    /// Nil for a custodian that has no fleet key to give.
    let fleetKeys: FleetKeyExchange?
    /// Nil for a custodian that makes no checkpoints of its audit log.
    let checkpoints: (any CheckpointDesk)?
    let logger: Logger

    var node: FleetNode { gate.node }

    /// Opens a gateway's stream only when there is a key map, so that a gateway counts on no custodian that would refuse.
    func use(
        request: StreamingServerRequest<Wire.UseBatch>, context: ServerContext
    ) async throws -> StreamingServerResponse<Wire.UseReplyBatch> {
        _ = try gate.admit(context, .gateway)
        try await custodian.untilReady()
        return StreamingServerResponse { response in
            try await use(request: request.messages, response: response, context: context)
            return [:]
        }
    }

    func use(
        request: RPCAsyncSequence<Wire.UseBatch, any Error>, response: RPCWriter<Wire.UseReplyBatch>,
        context: ServerContext
    ) async throws {
        let admission = try gate.admit(context, .gateway)
        try await gate.whileAdmitted(admission) { [self] in
            try await use(request, response, gateway: admission.peer.id)
        }
    }

    private func use(
        _ request: RPCAsyncSequence<Wire.UseBatch, any Error>, _ response: RPCWriter<Wire.UseReplyBatch>,
        gateway: String
    ) async throws {
        let replies = BatchQueue<Wire.UseReplyBatch>(limit: Self.partsOfMessage, capacity: Self.concurrency)
        let rebuilding = Slots(Self.reconstructions)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // A caller that reads no answers is read no further.
                defer { replies.finish() }
                while let parts = await replies.next() {
                    try await response.write(
                        .with {
                            $0.replies = parts.flatMap { $0.replies }
                            $0.proofs = parts.flatMap { $0.proofs }
                        })
                }
            }
            try await withThrowingTaskGroup(of: Int.self) { computing in
                var running = 0
                for try await batch in request.cancelOnGracefulShutdown() {
                    for part in UseBatch.parts(of: batch.requests) {
                        while running >= Self.concurrency { running -= try await computing.next() ?? running }
                        running += part.count
                        computing.addTask {
                            _ = await replies.send(await answer(part, gateway: gateway, rebuilding))
                            return part.count
                        }
                    }
                }
                try await computing.waitForAll()
            }
            replies.finish()
            try await group.waitForAll()
        }
    }

    func generateKey(
        request: Wire.KeyGenerationRequest, context: ServerContext
    ) async throws -> Wire.KeyGenerationReply {
        _ = try gate.admit(context, .hub)
        do {
            return try await custodian.generateKey(try KeyGenerationStep(wire: request)).wire
        } catch let refusal as CeremonyRefusal {
            logger.warning("a key generation ended", metadata: ["reason": "\(refusal.reason)"])
            return .with {
                $0.refusal = refusal.reason
                $0.culprit = UInt32(clamping: refusal.culprit ?? 0)
                $0.lacksEntropy = refusal.lacksEntropy
            }
        } catch {
            logger.warning("a key generation ended", metadata: ["reason": "\(error)"])
            return .with { $0.refusal = "\(error)" }
        }
    }

    func makeMaterial(request: Wire.MaterialRequest, context: ServerContext) async throws -> Wire.MaterialReply {
        _ = try gate.admit(context, .hub)
        do {
            let material = try await custodian.material(MaterialStep(decoding: Array(request.step)))
            return .with { $0.material = Data(material.encoded) }
        } catch {
            let refusal = error as? Refusal ?? Refusal(.malformed, "\(error)")
            logger.warning("the making of key material ended", metadata: ["reason": "\(refusal.message)"])
            return .with { $0.refusal = refusal.wire }
        }
    }

    func permits(
        request: RPCAsyncSequence<Wire.PermitReplyBatch, any Error>, response: RPCWriter<Wire.PermitRequestBatch>,
        context: ServerContext
    ) async throws {
        let admission = try gate.admit(context, .hub)
        try await gate.whileAdmitted(admission) { [self] in
            try await permits.serve(request, response, boot: await custodian.describe().boot)
        }
    }

    func describe(request: Wire.DescribeRequest, context: ServerContext) async throws -> Wire.DescribeReply {
        _ = try gate.admit(context, .hub, .gateway)
        let description = await custodian.describe()
        return .with {
            $0.custodian = description.custodian.description
            $0.boot = Data(description.boot)
            $0.revision = description.revision
            $0.shares = UInt64(description.shares)
            $0.preparedShares = UInt64(description.preparedShares)
            $0.lockedBytes = UInt64(description.lockedBytes)
            $0.hardened = description.isHardened
            if let entropy = description.entropy { $0.entropy = Data(entropy.encoded) }
        }
    }

    /// The replies to a part of a message, in its order.
    private func answer(_ part: UseBatch, gateway: String, _ rebuilding: Slots) async -> Wire.UseReplyBatch {
        let isRebuild = part.uses.contains { if case .perform = $0.action { true } else { false } }
        guard isRebuild else {
            return part.replies(await compute(part, gateway))
        }
        guard rebuilding.take() else {
            let busy = Refusal(.busy, "this custodian rebuilds as many keys at once as it may")
            return part.replies(part.uses.map { _ in .refused(busy) })
        }
        defer { rebuilding.giveBack() }
        return part.replies(await compute(part, gateway))
    }

    private func compute(_ part: UseBatch, _ gateway: String) async -> [ShareResult] {
        await part.traced(by: node.tracer) { await custodian.use(part.uses, gateway: gateway) }
    }
}
