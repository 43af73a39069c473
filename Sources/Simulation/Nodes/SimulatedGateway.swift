import AWSProtocol
import AuditLog
import Coordination
import Gateway
import Hub
import KeyGeneration
import KeyMap
import Logging
import Secrets
import SteadyTime
import Synchronization
import Telemetry
package import TestSupport

/// The site of one gateway.
package final class SimulatedGateway: Sendable {
    struct Process: Sendable {
        let incarnation: Incarnation
        let gateway: KMSGateway
        let replica: KeyMapReplica
        let usage: UsageCounter
        let roster: Roster
        /// Whether the key map has come.
        let isReady: Outcome<Bool>
        let tasks: [Task<Void, Never>]
    }

    let world: World
    package let site: Site
    package let clock: SiteClock
    package let audit = MemoryAuditSink()
    private let usage = MemoryUsage()
    /// How far the key map was seen here, on disk.
    private let known = Mutex(KeyMapHead.empty)
    private let process = Mutex<Process?>(nil)
    private let hub: SimulatedHub
    private let custodians: [SimulatedCustodian]

    var id: String { site.description }

    init(_ world: World, number: Int, hub: SimulatedHub, custodians: [SimulatedCustodian]) {
        self.world = world
        self.hub = hub
        self.custodians = custodians
        site = .gateway(number)
        clock = SiteClock(world.scheduler)
    }

    func start() async throws {
        let incarnation = world.network.start(site)
        let disk = world.disk(incarnation)
        if incarnation.number > 1 { try await audit.append(.recovery(of: id, at: clock.now)) }
        let replica = KeyMapReplica(
            members: world.members, hubKey: world.hubKey, check: KeyCertificate.check(fleet: World.fleet))
        let links = Dictionary(
            uniqueKeysWithValues: custodians.map { ($0.id, SimulatedLink($0, at: incarnation)) })
        let roster = Roster(
            link: { links[$0] }, clock: { [clock] in clock.now }, random: world.random(incarnation))
        let client = QuorumClient(
            gateway: id, region: World.region, roster: roster, replica: replica, random: world.random(incarnation),
            clock: world.clock, report: { [world, site] in world.faults.heard($0, at: site, world) })
        let counter = UsageCounter(
            usage.stored(since: clock.now), storage: SimulatedUsageStore(disk: disk, kept: usage))
        let gateway = KMSGateway(
            fleet: World.fleet, place: NodePlace(region: World.region, jurisdiction: "eu"), replica: replica,
            keyUse: client, control: SimulatedControlPlane(hub: hub, incarnation: incarnation, replica: replica),
            audit: SimulatedAudit(disk: disk, kept: audit), usage: counter, metrics: GatewayMetrics(MetricsRegistry()),
            admission: AdmissionDesk(clock: { [world] in world.clock.now }),
            logger: Logger(label: id) { [world, site] _ in FaultLog(faults: world.faults, site: site) },
            random: world.random(incarnation), now: { [clock] in clock.now }, clock: world.clock)
        let isReady = Outcome<Bool>()
        // The process: what it does beside answering ends when it is killed.
        let tasks = [
            Task.detached { await client.run() },
            Task.detached { [self] in await follow(replica, incarnation, isReady) },
            Task.detached { [world] in
                while !Task.isCancelled {
                    try? await world.clock.sleep(for: .seconds(2))
                    try? await counter.flush()
                }
            },
        ]
        process.withLock {
            $0 = Process(
                incarnation: incarnation, gateway: gateway, replica: replica, usage: counter, roster: roster,
                isReady: isReady, tasks: tasks)
        }
    }

    func kill() {
        world.network.kill(site)
        let ended = process.withLock { $0.take() }
        for task in ended?.tasks ?? [] { task.cancel() }
    }

    var isRunning: Bool { process.withLock { $0 } != nil }

    func running() throws(Lost) -> Process {
        guard let process = process.withLock({ $0 }), process.isReady.value != nil else {
            throw Lost(description: "\(site) does not serve")
        }
        return process
    }

    /// Follows the hub's key map, again and again, as the product's connection does.
    private func follow(_ replica: KeyMapReplica, _ incarnation: Incarnation, _ isReady: Outcome<Bool>) async {
        while !Task.isCancelled {
            await withTaskGroup { group in
                group.addTask { [self] in
                    do {
                        try await feed(replica, incarnation, isReady)
                    } catch let error as KeyMapError {
                        world.faults.report("\(site) and the hub do not agree on the key map: \(error)")
                    } catch {}
                }
                group.addTask { [self] in await world.network.untilLost(incarnation, .hub) }
                await group.next()
                group.cancelAll()
            }
            try? await world.clock.sleep(for: .milliseconds(20))
        }
    }

    private func feed(_ replica: KeyMapReplica, _ incarnation: Incarnation, _ isReady: Outcome<Bool>) async throws {
        let network = world.network
        let holder = ReplicaHolder.gateway(id)
        let known = known.withLock { $0 }
        let (hub, subscription, id) = try await network.call(from: incarnation, to: .hub) { [hub] in
            let running = try hub.running()
            let (subscription, id) = try await running.feed.subscribe(holder, known: known)
            return (running, subscription, id)
        }
        // The hub's end notices that the connection is gone.
        defer { hub.feed.unsubscribe(holder, id: id) }
        try replica.install(subscription.snapshot, head: subscription.head, known: known)
        remember(replica.head, incarnation)
        isReady.set(.success(true))
        try await acknowledge(replica.head.revision, holder, incarnation)
        for await update in subscription.updates {
            guard case .changes(let changes) = update else { continue }
            // The way from there to here.
            try await network.call(from: incarnation, to: .hub) {}
            for change in changes { try replica.apply(change) }
            remember(replica.head, incarnation)
            try await acknowledge(replica.head.revision, holder, incarnation)
        }
    }

    private func remember(_ head: KeyMapHead, _ incarnation: Incarnation) {
        if world.network.isRunning(incarnation) { known.withLock { $0 = head } }
    }

    private func acknowledge(_ revision: UInt64, _ holder: ReplicaHolder, _ incarnation: Incarnation) async throws {
        try await world.network.call(from: incarnation, to: .hub) { [hub] in
            try hub.running().feed.acknowledge(holder, revision: revision)
        }
    }
}
