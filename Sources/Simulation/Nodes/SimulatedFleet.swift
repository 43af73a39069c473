import Hub
import KeyMap
package import SecretSharing
import Secrets
import SteadyTime
import Synchronization
import TestSupport

/// A whole fleet of the product's own hub, gateways and custodians on a simulated network, with simulated disks and clocks.
package final class SimulatedFleet: Sendable {
    /// How large it is.
    package struct Plan: Hashable, Sendable {
        package let threshold: Threshold
        package let gateways: Int

        package init(threshold: Threshold, gateways: Int = 2) {
            self.threshold = threshold
            self.gateways = gateways
        }
    }

    let world: World
    package let hub: SimulatedHub
    package let gateways: [SimulatedGateway]
    package let custodians: [SimulatedCustodian]
    /// Who sends requests.
    let clients: Incarnation

    package var network: SimulatedNetwork { world.network }
    package var clock: SimulatedClock { world.clock }
    package var conducts: Conducts { world.conducts }
    package var faults: Faults { world.faults }

    /// - Parameter keepsHistory: for a run that somebody will read.
    /// - Throws: where the library refuses 32 bytes as a key.
    package init(_ plan: Plan, seed: UInt64, scheduler: Scheduler, keepsHistory: Bool = false) throws {
        let count = plan.threshold.count
        let identities = try SampleIdentity.repeatable(count, seed: Seed(seed))
        let clock = SimulatedClock(scheduler)
        let place = NodePlace(region: World.region, jurisdiction: "eu")
        let members = FleetMembers(
            custodians: zip(1..., identities).map { ordinal, identity in
                CustodianRecord(
                    id: identity.custodian, ordinal: ordinal, region: World.region, vendor: "v", operatorName: "o",
                    endpoint: "127.0.0.1:0", identityKey: identity.identityKey, sealingKey: identity.sealingKey,
                    jurisdiction: "eu")
            },
            gateways: Dictionary(
                uniqueKeysWithValues: (1...plan.gateways).map { (Site.gateway($0).description, place) }))
        let world = World(
            scheduler: scheduler, clock: clock,
            network: SimulatedNetwork(clock: clock, dice: Dice(seed: seed ^ 0x6e65_7477_6f72_6b73)),
            threshold: plan.threshold, identities: identities, members: members, hub: try KeyMapAuthor(Seed(seed)),
            seed: seed, faults: Faults(scheduler, keepsHistory: keepsHistory), conducts: Conducts(),
            accidents: Accidents())
        self.world = world
        clients = world.network.start(.clients)
        let seats = Seats()
        let hub = SimulatedHub(world) { seats[$0] }
        let custodians = (1...count).map { number in
            SimulatedCustodian(world, number: number, hub: { hub }, directory: { seats[$0] })
        }
        seats.set(custodians)
        self.hub = hub
        self.custodians = custodians
        gateways = (1...plan.gateways).map {
            SimulatedGateway(world, number: $0, hub: hub, custodians: custodians)
        }
    }

    /// Starts whatever does not run.
    ///
    /// - Throws: where a process cannot start on what its disk has, which none should.
    package func start() async throws {
        for custodian in custodians where !custodian.isRunning { try await custodian.start() }
        if !hub.isRunning { try await hub.start() }
        for gateway in gateways where !gateway.isRunning { try await gateway.start() }
    }

    /// Starts the process of one site, unless one runs.
    ///
    /// - Throws: as ``start()``.
    package func start(_ site: Site) async throws {
        switch site {
        case .hub: if !hub.isRunning { try await hub.start() }
        case .gateway(let number):
            if !gateways[number - 1].isRunning { try await gateways[number - 1].start() }
        case .custodian(let number):
            if !custodians[number - 1].isRunning { try await custodians[number - 1].start() }
        case .clients: break
        }
    }

    /// Ends the process of a site at once, wherever it is in its work.
    package func kill(_ site: Site) {
        switch site {
        case .hub: hub.kill()
        case .gateway(let number): gateways[number - 1].kill()
        case .custodian(let number): custodians[number - 1].kill()
        case .clients: break
        }
    }

    /// The clock of a site's machine.
    package func clock(of site: Site) -> SiteClock? {
        switch site {
        case .hub: hub.clock
        case .gateway(let number): gateways[number - 1].clock
        case .custodian(let number): custodians[number - 1].clock
        case .clients: nil
        }
    }

    /// Ends all processes.
    package func stop() {
        for gateway in gateways { gateway.kill() }
        hub.kill()
        for custodian in custodians { custodian.kill() }
    }

    /// Waits until every gateway and custodian follows the hub and has its latest revision.
    ///
    /// - Returns: whether that came about in time.
    package func settles(within limit: Duration) async -> Bool {
        let deadline = clock.now + limit
        while clock.now < deadline {
            if isSettled { return true }
            try? await clock.sleep(for: .milliseconds(10))
        }
        return isSettled
    }

    private var isSettled: Bool {
        guard let hub = try? hub.running() else { return false }
        let revision = hub.replica.head.revision
        return gateways.allSatisfy { (try? $0.running())?.replica.head == hub.replica.head }
            && custodians.allSatisfy { hub.feed.acknowledged[$0.id] == revision }
    }
}

/// The sites of custodians, which know each other.
private final class Seats: Sendable {
    private let seats = Mutex<[Site: SimulatedCustodian]>([:])

    subscript(site: Site) -> SimulatedCustodian? { seats.withLock { $0[site] } }

    func set(_ custodians: [SimulatedCustodian]) {
        seats.withLock { seats in for custodian in custodians { seats[custodian.site] = custodian } }
    }
}
