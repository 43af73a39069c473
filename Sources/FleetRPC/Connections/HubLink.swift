import ByteCoding
package import FleetIdentity
import FleetProto
import FoundationEssentials
import GRPCCore
package import KeyMap
package import Logging
import ServiceLifecycle
import SwiftProtobuf
import Synchronization

/// A gateway's connection to the hub: its replica of the key map and of the charter, its certificate, and the calls that
/// change the key map.
package final class HubLink: Service {
    let node: FleetNode
    let replica: KeyMapReplica
    let state: NodeState
    let logger: Logger
    /// Nil for a gateway that makes no checkpoints.
    private let checkpoints: Mutex<(any CheckpointDesk)?> = Mutex(nil)
    let channel = Mutex<NodeChannel?>(nil)
    private let master = Mutex<AccessKeyMaster?>(nil)
    private let hasMap = Atomic(false)
    /// Whether the hub's stream is open.
    let isFollowing = Atomic(false)

    /// - Parameters:
    ///   - replica: what the hub's changes go into.
    ///   - state: remembers how far the key map was seen.
    package init(node: FleetNode, replica: KeyMapReplica, state: NodeState, logger: Logger) {
        self.node = node
        self.replica = replica
        self.state = state
        self.logger = logger
    }

    /// Has checkpoints of audit logs exchanged with the hub. Before ``run()``.
    package func exchangeCheckpoints(with desk: any CheckpointDesk) {
        checkpoints.withLock { $0 = desk }
    }

    /// Whether the replica has been filled since the start.
    package var isReady: Bool { hasMap.load(ordering: .acquiring) }

    /// What the secrets of users' access keys come from; nil until the hub has said.
    package var accessKeyMaster: AccessKeyMaster? { master.withLock { $0 } }

    /// Asks the hub for ``accessKeyMaster``, once.
    ///
    /// - Throws: where the hub is out of reach, or sends something else.
    func fetchAccessKeyMaster(over channel: NodeChannel) async throws {
        guard accessKeyMaster == nil else { return }
        var options = NodeChannel.options
        options.timeout = .seconds(2)
        let reply = try await channel.hub.fetchAccessKeyMaster(.init(), options: options)
        guard let fetched = AccessKeyMaster(bytes: Array(reply.master)) else {
            throw KeyMapError(
                .malformed, "the hub sends \(reply.master.count) bytes to derive access keys from, not 32")
        }
        master.withLock { $0 = fetched }
    }

    func becomesReady() {
        hasMap.store(true, ordering: .releasing)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                do {
                    try await connect()
                } catch {
                    logger.error("the hub cannot be reached", metadata: ["reason": "\(error)"])
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
    }

    /// One channel, until this node's certificate is renewed or the hub moves.
    private func connect() async throws {
        let certificate = node.credentials.tls.certificate
        let endpoint = node.membership.charter.hubEndpoint
        let channel = try NodeChannel(toHubFrom: node)
        self.channel.withLock { $0 = channel }
        await channel.client.keepConnected {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { [self] in await follow(over: channel) }
                group.addTask { [self] in await renew(over: channel) }
                if let exchange = checkpointExchange(over: channel) { group.addTask { await exchange.run() } }
                group.addTask { [node] in
                    for await _ in node.credentials.renewals where node.credentials.tls.certificate != certificate {
                        return
                    }
                }
                group.addTask { [self] in await outlastName(endpoint) }
                group.addTask { [node] in
                    for await charter in node.membership.changes where charter.hubEndpoint != endpoint { return }
                }
                await group.next()
                group.cancelAll()
            }
        }
    }

    /// Returns when the hub was out of reach for so long that its name may stand for another address by now.
    private func outlastName(_ endpoint: String) async {
        var failing = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            failing = isFollowing.load(ordering: .relaxed) || NodeChannel.isAddress(endpoint) ? 0 : failing + 1
            if failing > 10 { return }
        }
    }

    /// Nil where nothing is to be exchanged.
    private func checkpointExchange(over channel: NodeChannel) -> CheckpointExchange? {
        let charter = node.membership.charter
        guard let desk = checkpoints.withLock({ $0 }), let id = charter.hubs.first,
            let hub = try? SPIFFEIdentity(fleet: charter.fleet, role: .hub, id: id)
        else { return nil }
        return CheckpointExchange(desk: desk, node: node, peer: hub, logger: logger) { message, options in
            try await channel.hub.exchangeCheckpoints(message, options: options)
        }
    }

    private func renew(over channel: NodeChannel) async {
        while !Task.isCancelled {
            if node.credentials.isDue(at: node.clock()) {
                do {
                    let request = try node.credentials.requestRenewal()
                    var options = NodeChannel.options
                    options.timeout = .seconds(2)
                    let reply = try await channel.hub.renewCertificate(
                        .with { $0.request = Data(request) }, options: options)
                    try node.credentials.install(Array(reply.certificate), at: node.clock())
                    logger.info("the certificate was renewed")
                } catch {
                    logger.warning("the certificate could not be renewed", metadata: ["reason": "\(error)"])
                }
            }
            try? await Task.sleep(for: node.credentials.life.interval)
        }
    }
}
