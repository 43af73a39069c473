import ByteCoding
package import Custodian
package import CustodianContract
package import FleetIdentity
import Entropy
import FleetProto
import FoundationEssentials
import GRPCCore
package import Hub
package import KeyMap
package import Logging
package import ServiceLifecycle
import SwiftProtobuf
import Synchronization

/// What a hub serves its custodians with.
package struct HubServices: Sendable {
    let feed: ReplicaFeed
    let permits: PermitDesk
    let certificates: CertificateDesk
    let checkpoints: (any CheckpointDesk)?

    /// - Parameter checkpoints: nil for a hub that makes none.
    package init(
        feed: ReplicaFeed, permits: PermitDesk, certificates: CertificateDesk, checkpoints: (any CheckpointDesk)? = nil
    ) {
        self.checkpoints = checkpoints
        self.feed = feed
        self.permits = permits
        self.certificates = certificates
    }
}

/// A hub's connection to one custodian: the key map's feed, ceremonies, and what the custodian says of itself.
package final class HubConnection: Service, CeremonyLink, NodeLink {
    package let custodian: CustodianID
    let channel: NodeChannel
    let logger: Logger
    let node: FleetNode
    private let hub: HubServices?
    private let isFollowing = Atomic(false)

    /// - Parameter hub: what the custodian is served with; nil for calls alone.
    /// - Throws: where the custodian's endpoint or the identity cannot be used.
    package init(
        to custodian: CustodianRecord, from node: FleetNode, serving hub: HubServices? = nil, logger: Logger
    ) throws {
        self.hub = hub
        self.node = node
        self.custodian = custodian.id
        channel = try NodeChannel(to: custodian, from: node)
        self.logger = logger
    }

    package var isConnected: Bool { isFollowing.load(ordering: .relaxed) }
    /// None: another stream of the same custodian must find this one gone.
    package var grace: Duration { .zero }

    package var services: [any Service] {
        guard let hub else { return [self] }
        return [self, replication(from: hub.feed), permits(from: hub.permits), renewals(by: hub.certificates)]
            + [hub.checkpoints.flatMap(checkpoints)].compactMap(\.self)
    }

    package func generateKey(_ step: KeyGenerationStep) async throws -> KeyGenerationAnswer {
        let reply: Wire.KeyGenerationReply
        do {
            var options = NodeChannel.options
            options.timeout = step.round == .abandon ? .milliseconds(500) : .milliseconds(3_000)
            reply = try await channel.custodian.generateKey(step.wire, options: options)
        } catch {
            throw LinkError(custodian: custodian, reason: "\(error)")
        }
        return try KeyGenerationAnswer(wire: reply, to: step.round, member: custodian)
    }

    package func material(_ step: MaterialStep) async throws -> WrappedMaterial {
        let reply: Wire.MaterialReply
        do {
            var options = NodeChannel.options
            options.timeout = .seconds(25)
            reply = try await channel.custodian.makeMaterial(.with { $0.step = Data(step.encoded) }, options: options)
        } catch {
            throw LinkError(custodian: custodian, reason: "\(error)")
        }
        if reply.hasRefusal { throw Refusal(wire: reply.refusal) }
        return try WrappedMaterial(decoding: Array(reply.material))
    }

    /// - Throws: `LinkError` where it is out of reach.
    package func describe() async throws -> CustodianDescription {
        do {
            var options = NodeChannel.options
            options.timeout = .milliseconds(500)
            let reply = try await channel.custodian.describe(Wire.DescribeRequest(), options: options)
            return CustodianDescription(
                custodian: custodian, boot: Array(reply.boot), revision: reply.revision,
                shares: Int(clamping: reply.shares),
                preparedShares: Int(clamping: reply.preparedShares), lockedBytes: Int(clamping: reply.lockedBytes),
                isHardened: reply.hardened,
                // One of a later release, perhaps, which is no reason to know nothing of the custodian.
                entropy: try? EntropyReport(decoding: Array(reply.entropy)))
        } catch {
            throw LinkError(custodian: custodian, reason: "\(error)")
        }
    }

    package func run() async throws {
        await keepConnected { try? await gracefulShutdown() }
    }

    /// Keeps connections while `body` runs.
    package func keepConnected(while body: () async -> Void) async {
        await channel.client.keepConnected(while: body)
    }

    /// The service that keeps this custodian's replica of the key map up to date.
    package func replication(from feed: ReplicaFeed) -> some Service {
        Replication(connection: self, feed: feed)
    }

    private struct Replication: Service {
        let connection: HubConnection
        let feed: ReplicaFeed

        func run() async throws {
            await cancelWhenGracefulShutdown {
                var wait = Duration.milliseconds(20)
                while !Task.isCancelled {
                    let start = ContinuousClock.now
                    do {
                        try await connection.replicate(from: feed)
                    } catch {
                        connection.logger.log(
                            level: error is KeyMapError ? .error : .debug, "feed of the key map ended",
                            metadata: ["custodian": "\(connection.custodian)", "reason": "\(error)"])
                    }
                    if ContinuousClock.now - start > .seconds(1) { wait = .milliseconds(20) }
                    try? await Task.sleep(for: wait)
                    wait = min(wait * 2, .milliseconds(400))
                }
            }
        }
    }

    /// One feed, from what the custodian has seen to its end.
    private func replicate(from feed: ReplicaFeed) async throws {
        let (known, offers) = AsyncStream<KeyMapHead>.makeStream()
        let request = StreamingClientRequest<Wire.KeyMapUpdate> { [custodian] writer in
            for await head in known {
                try await feed.serve(.custodian(custodian), known: head) { try await writer.write($0) }
                return
            }
        }
        try await channel.custodian.replicate(request: request, options: NodeChannel.options) { [self] response in
            var isFirst = true
            defer {
                offers.finish()
                isFollowing.store(false, ordering: .relaxed)
            }
            for try await acknowledgement in response.messages {
                guard acknowledgement.refusal.isEmpty else {
                    let reason = PeerText.limited(acknowledgement.refusal)
                    logger.error(
                        "a custodian refuses the key map",
                        metadata: ["custodian": "\(custodian)", "reason": "\(reason)"])
                    throw WireError(reason)
                }
                if isFirst {
                    offers.yield(KeyMapHead(revision: acknowledgement.revision, hash: Array(acknowledgement.hash)))
                } else {
                    isFollowing.store(true, ordering: .relaxed)
                    feed.acknowledge(
                        .custodian(custodian), revision: acknowledgement.revision, charter: acknowledgement.charter)
                }
                isFirst = false
            }
        }
    }
}
