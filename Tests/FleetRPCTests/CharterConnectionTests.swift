import ByteCoding
import Crypto
import FleetIdentity
import FleetRPC
import Hub
import KeyMap
import Secrets
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite("The charter on its way from a hub to a custodian, and what follows from it")
struct CharterConnectionTests {
    /// A hub with an empty key map.
    struct SmallHub: ChangeSigner {
        let identity: NodeIdentity
        let feed: ReplicaFeed
        let connection: HubConnection

        init(
            _ running: RunningCustodian, charter: SignedCharter, checkpoints: (any CheckpointDesk)? = nil,
            as role: FleetRole = .hub
        ) throws {
            identity = try running.identity(role, "\(role.rawValue)-1")
            let replica = KeyMapReplica(
                members: running.membership.charter.members, hubKey: identity.signingPublicKey, check: { _, _ in })
            let signer = Signer(identity: identity)
            let feed = ReplicaFeed(
                replica: replica, signer: signer, storage: MemoryHubStorage(), quorum: 2, charter: charter.encoded)
            self.feed = feed
            connection = try HubConnection(
                to: running.record, from: running.node(identity),
                serving: HubServices(
                    feed: feed,
                    permits: PermitDesk(
                        replica: replica, signer: signer, random: SystemRandom(), clock: RunningCustodian.clock),
                    certificates: CertificateDesk(
                        running.authority.issuing, membership: running.membership, validForHours: 1,
                        clock: RunningCustodian.clock), checkpoints: checkpoints), logger: RunningCustodian.quiet)
        }

        func sign(_ message: [UInt8]) throws -> [UInt8] { try Signer(identity: identity).sign(message) }
    }

    struct Signer: ChangeSigner {
        let identity: NodeIdentity

        func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try identity.signingKey.signature(for: message)) }
    }

    @Test("trap 23: a gateway that a new charter does not name is cut off at once, and stays out")
    func revocation() async throws {
        try await RunningCustodian.serve { running in
            let gateway = try GatewayConnection(
                to: running.record, from: running.node(.gateway, "gateway-1"), logger: RunningCustodian.quiet)
            let hub = try SmallHub(running, charter: running.membership.signed)
            let custodian = ReplicaHolder.custodian(running.record.id)
            try await running.with(LinkServices(link: hub.connection)) {
                try await running.with(gateway) {
                    let isServed = try await RunningCustodian.eventually {
                        gateway.isConnected && hub.feed.charters[custodian] == 1
                    }
                    #expect(isServed)
                    let name = try SPIFFEIdentity(fleet: running.fleet, role: .gateway, id: "gateway-1")
                    let next = try running.membership.charter.removing(name, at: running.now)
                    hub.feed.publish(charter: try running.authority.sign(next).encoded)
                    let isCut = try await RunningCustodian.eventually {
                        hub.feed.charters[custodian] == 2 && !gateway.isConnected
                    }
                    #expect(isCut)
                    for _ in 0..<20 {
                        await #expect(throws: (any Error).self) {
                            try await gateway.use(RunningCustodian.use(alpha: 1))
                        }
                        try await Task.sleep(for: .milliseconds(10))
                    }
                    #expect(running.custodian.callers.withLock { $0.isEmpty })
                }
            }
        }
    }

    @Test("a hub that signs a charter by itself is not followed, and lets nobody in")
    func forgedCharter() async throws {
        try await RunningCustodian.serve { running in
            let stranger = try running.authority.issue(.gateway, id: "gateway-2", at: running.now, validForDays: 1)
            let charter = running.membership.charter
            let other = try FleetAuthority.create(fleet: running.fleet, at: running.now, validForDays: 2)
            let invented = try FleetCharter(
                fleet: charter.fleet, revision: 2, issued: running.now, authority: other.certificate,
                hubKey: charter.hubKey, hubs: charter.hubs, gateways: charter.gateways + ["gateway-2"],
                gatewayKeys: charter.gatewayKeys.merging(["gateway-2": stranger.signingPublicKey]) { $1 },
                custodians: charter.custodians, leastQuorum: 2)
            let hub = try SmallHub(running, charter: other.sign(invented))
            let gateway = try GatewayConnection(
                to: running.record, from: running.node(stranger), logger: RunningCustodian.quiet)
            try await running.with(LinkServices(link: hub.connection)) {
                try await running.with(gateway) {
                    let isFollowed = try await RunningCustodian.eventually(1) {
                        hub.connection.isConnected || gateway.isConnected
                    }
                    #expect(!isFollowed)
                    #expect(running.membership.charter.revision == 1)
                }
            }
        }
    }

    @Test("trap 23: the fleet key is for custodians, and certificates are the hub's business")
    func roles() async throws {
        try await RunningCustodian.serve { running in
            for (role, id) in [(FleetRole.gateway, "gateway-1"), (.hub, "hub-1")] {
                let peer = try PeerConnection(
                    to: running.record, from: running.node(role, id), logger: RunningCustodian.quiet)
                try await running.with(peer) {
                    _ = await #expect(throws: (any Error).self) { _ = try await peer.fetchFleetKey(1) }
                }
            }
            let peer = try PeerConnection(
                to: running.record, from: running.node(.custodian, "custodian-1"), logger: RunningCustodian.quiet)
            try await running.with(peer) {
                // Asked again where a busy machine makes it late; this one has no fleet key to give.
                for _ in 0..<20 {
                    do {
                        let answer = try await peer.fetchFleetKey(1)
                        #expect(answer == nil)
                        return
                    } catch {
                        continue
                    }
                }
                Issue.record("the custodian did not answer another one")
            }
        }
    }
}
