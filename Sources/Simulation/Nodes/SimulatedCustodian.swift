import AuditLog
import Custodian
import CustodianContract
import FleetIdentity
import Hub
import KeyGeneration
import KeyMap
import Secrets
import SteadyTime
import Synchronization
package import TestSupport

/// The site of one custodian: its disk, which outlasts its processes, and the process that runs there.
package final class SimulatedCustodian: Sendable {
    let world: World
    package let site: Site
    let identity: SampleIdentity
    package let clock: SiteClock
    package let audit = MemoryAuditSink()
    private let vault = MemoryShareStorage()
    private let usedNonces = Mutex<Set<[UInt8]>>([])
    private let process = Mutex<(incarnation: Incarnation, custodian: Custodian, feeds: FeedTurns)?>(nil)
    /// The other custodians' sites.
    private let directory: @Sendable (Site) -> SimulatedCustodian?
    private let hub: @Sendable () -> SimulatedHub

    var id: CustodianID { identity.custodian }

    init(
        _ world: World, number: Int, hub: @escaping @Sendable () -> SimulatedHub,
        directory: @escaping @Sendable (Site) -> SimulatedCustodian?
    ) {
        self.world = world
        site = .custodian(number)
        identity = world.identities[number - 1]
        clock = SiteClock(world.scheduler)
        self.hub = hub
        self.directory = directory
    }

    /// Starts a process on what the disk has.
    func start() async throws {
        let incarnation = world.network.start(site)
        let disk = world.disk(incarnation)
        if incarnation.number > 1 { try await audit.append(.recovery(of: id.description, at: clock.now)) }
        let peers = Dictionary(
            uniqueKeysWithValues: world.custodians.filter { $0 != site }.compactMap(directory).map { peer in
                (peer.id, SimulatedPeer(peer, of: id, at: incarnation))
            })
        let custodian = Custodian(
            settings: CustodianSettings(
                fleet: World.fleet, custodian: id, signer: identity, sealing: identity.sealing,
                atRest: AtRestProtection(UInt8(truncatingIfNeeded: site.ordinal)),
                storage: SimulatedVault(disk: disk, kept: vault), audit: SimulatedAudit(disk: disk, kept: audit),
                random: world.random(incarnation),
                reconstruction: ReconstructionSupport(
                    permits: SimulatedPermits(custodian: id, incarnation: incarnation, hub: hub), peer: { peers[$0] },
                    sealing: HPKEMaterialSealing()),
                lockPolicy: .bestEffort, clock: { [clock] in clock.now }, steadyClock: world.clock),
            replica: KeyMapReplica(
                members: world.members, hubKey: world.hubKey, check: KeyCertificate.check(fleet: World.fleet)),
            isHardened: true)
        try await custodian.open()
        process.withLock { $0 = (incarnation, custodian, FeedTurns(custodian)) }
    }

    func kill() {
        world.network.kill(site)
        process.withLock { $0 = nil }
    }

    var isRunning: Bool { process.withLock { $0 } != nil }

    /// The process that runs here.
    ///
    /// - Throws: ``Lost`` where none does.
    func running() throws(Lost) -> Custodian { try present().custodian }

    /// The hub's streams to the process that runs here.
    ///
    /// - Throws: ``Lost`` where none does.
    func feeds() throws(Lost) -> FeedTurns { try present().feeds }

    private func present() throws(Lost) -> (incarnation: Incarnation, custodian: Custodian, feeds: FeedTurns) {
        guard let process = process.withLock({ $0 }) else { throw Lost(description: "\(site) does not run") }
        return process
    }

    /// A gateway's request.
    func use(_ use: ShareUse, gateway: String) async throws -> ShareResult {
        // What one who rebuilt a key says of its use is its word alone, which no client can check of a MAC.
        if case .perform = use.action { return try await running().use(use, gateway: gateway) }
        let answer = try await world.conducts[site].answer(use, to: gateway, from: try running(), custodian: id)
        if case .signature = answer { checkNonces(of: use) }
        return answer
    }

    /// A nonce that two signatures are made with gives the share away.
    private func checkNonces(of use: ShareUse) {
        guard case .sign(_, _, let commitments, _) = use.action,
            let own = commitments.first(where: { .custodian($0.index) == site })
        else { return }
        if !usedNonces.withLock({ $0.insert(own.hiding + own.binding).inserted }) {
            world.faults.report("\(site) signed twice with one nonce, for request \(use.clientRequest)")
        }
    }
}

/// One custodian's way to another.
struct SimulatedPeer: PeerLink {
    private let peer: SimulatedCustodian
    private let requester: CustodianID
    private let incarnation: Incarnation

    init(_ peer: SimulatedCustodian, of requester: CustodianID, at incarnation: Incarnation) {
        self.peer = peer
        self.requester = requester
        self.incarnation = incarnation
    }

    var custodian: CustodianID { peer.id }

    func release(_ permit: SignedPermit) async throws -> ShareRelease {
        do {
            return try await peer.world.network.call(from: incarnation, to: peer.site) { [peer, requester] in
                try await peer.running().release(permit, to: requester)
            }
        } catch let lost as Lost {
            throw LinkError(custodian: custodian, reason: lost.description)
        }
    }

    func close(_ close: PermitClose) {
        // Nobody waits for it.
        Task.detached { [peer, incarnation] in
            try? await peer.world.network.call(from: incarnation, to: peer.site) { try peer.running().close(close) }
        }
    }
}

/// A custodian's way to the hub.
struct SimulatedPermits: PermitSource {
    let custodian: CustodianID
    let incarnation: Incarnation
    let hub: @Sendable () -> SimulatedHub

    func permit(_ request: PermitRequest) async throws(Refusal) -> SignedPermit {
        do {
            let hub = hub()
            return try await hub.world.network.call(from: incarnation, to: .hub) { [custodian] in
                try await hub.running().permits.permit(request, for: custodian)
            }
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.unavailable, "the hub, which permits the rebuilding of keys, is out of reach")
        }
    }

    func close(_ close: PermitClose) {
        let hub = hub()
        // Nobody waits for it.
        Task.detached { [custodian, incarnation] in
            try? await hub.world.network.call(from: incarnation, to: .hub) {
                try hub.running().permits.close(close, from: custodian)
            }
        }
    }
}
