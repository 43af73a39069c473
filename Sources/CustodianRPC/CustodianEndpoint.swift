import Custodian
import CustodianContract
import CustodianProto
import FleetIdentity
import FoundationEssentials
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KeyMap
import Logging
import SwiftASN1
import SwiftProtobuf
import X509

/// The contract's calls, each let through to those alone that the charter gives the role for it.
struct CustodianEndpoint: Wire.Service.SimpleServiceProtocol {
    /// The most requests of one gateway that are computed at once; more wait in the stream.
    static let concurrency = 256

    let custodian: any CustodianService
    let charter: FleetCharter
    let logger: Logger

    /// Opens a gateway's stream only when there is a key map, so that a gateway counts on no custodian that would refuse.
    func use(
        request: StreamingServerRequest<Wire.UseBatch>, context: ServerContext
    ) async throws -> StreamingServerResponse<Wire.UseReplyBatch> {
        _ = try peer(context, .gateway)
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
        let gateway = try peer(context, .gateway).id
        let replies = BatchQueue<Wire.UseReply>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while let batch = await replies.next() {
                    try await response.write(.with { $0.replies = batch })
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { computing in
                var running = 0
                for try await batch in request {
                    for message in batch.requests {
                        if running >= Self.concurrency {
                            try await computing.next()
                            running -= 1
                        }
                        running += 1
                        computing.addTask {
                            let reply = await answer(message, gateway: gateway)
                            _ = replies.append(reply)
                        }
                    }
                }
                try await computing.waitForAll()
            }
            replies.finish()
            try await group.waitForAll()
        }
    }

    func replicate(
        request: RPCAsyncSequence<Wire.KeyMapUpdate, any Error>, response: RPCWriter<Wire.KeyMapAcknowledgement>,
        context: ServerContext
    ) async throws {
        _ = try peer(context, .hub)
        let known = try await custodian.knownHead()
        try await response.write(
            .with {
                $0.revision = known.revision
                $0.hash = Data(known.hash)
            })
        var snapshot: [SignedChange] = []
        for try await update in request {
            var acknowledgement = Wire.KeyMapAcknowledgement()
            do {
                let changes = try update.decodedChanges()
                if update.snapshot {
                    snapshot += changes
                    guard !update.head.isEmpty else { continue }
                    acknowledgement.revision = try await custodian.install(
                        snapshot: snapshot, head: try update.decodedHead())
                    snapshot = []
                } else {
                    acknowledgement.revision = try await custodian.apply(changes)
                }
            } catch {
                logger.error("the hub's key map is refused", metadata: ["reason": "\(error)"])
                acknowledgement.refusal = "\(error)"
            }
            try await response.write(acknowledgement)
            guard acknowledgement.refusal.isEmpty else { return }
        }
    }

    func generateKey(
        request: Wire.KeyGenerationRequest, context: ServerContext
    ) async throws -> Wire.KeyGenerationReply {
        _ = try peer(context, .hub)
        do {
            return try await custodian.generateKey(try KeyGenerationStep(wire: request)).wire
        } catch let refusal as CeremonyRefusal {
            logger.warning("a key generation ended", metadata: ["reason": "\(refusal.reason)"])
            return .with {
                $0.refusal = refusal.reason
                $0.culprit = UInt32(clamping: refusal.culprit ?? 0)
            }
        } catch {
            logger.warning("a key generation ended", metadata: ["reason": "\(error)"])
            return .with { $0.refusal = "\(error)" }
        }
    }

    func describe(request: Wire.DescribeRequest, context: ServerContext) async throws -> Wire.DescribeReply {
        _ = try peer(context, .hub, .gateway)
        let description = await custodian.describe()
        return .with {
            $0.custodian = description.custodian.description
            $0.boot = Data(description.boot)
            $0.revision = description.revision
            $0.shares = UInt64(description.shares)
            $0.preparedShares = UInt64(description.preparedShares)
            $0.lockedBytes = UInt64(description.lockedBytes)
            $0.hardened = description.isHardened
        }
    }

    private func answer(_ message: Wire.UseRequest, gateway: String) async -> Wire.UseReply {
        let result: ShareResult
        do {
            result = await custodian.use(try ShareUse(wire: message), gateway: gateway)
        } catch {
            result = .refused(error)
        }
        return result.wire(id: message.id)
    }

    /// Who calls: what the certificate says, if the charter names it in one of these roles. Fails closed.
    private func peer(_ context: ServerContext, _ roles: FleetRole...) throws -> SPIFFEIdentity {
        let transport = context.transportSpecific as? HTTP2ServerTransport.Posix.Context
        do {
            let certificate = try transport?.peerCertificate.map { certificate in
                var serializer = DER.Serializer()
                try serializer.serialize(certificate)
                return serializer.serializedBytes
            }
            let peer = try PeerExpectation(fleet: charter.fleet, roles: Set(roles)).check(certificate: certificate)
            guard charter.names(peer) else {
                throw FleetError(.wrongPeer, "\(peer) is not in the fleet's charter")
            }
            return peer
        } catch {
            logger.warning("a caller is refused", metadata: ["peer": "\(context.remotePeer)", "reason": "\(error)"])
            throw RPCError(code: .permissionDenied, message: "\(error)")
        }
    }
}
