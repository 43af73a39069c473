import Crypto
import Custodian
import CustodianContract
import Hub
import KeyGeneration
import KeyMap
import SteadyTime
import Synchronization
import TestSupport

/// The site of the hub.
package final class SimulatedHub: Sendable {
    /// What one process of the hub has.
    struct Process: Sendable {
        let incarnation: Incarnation
        let hub: Hub
        let tasks: [Task<Void, Never>]
    }

    let world: World
    package let clock: SiteClock
    private let store = MemoryHubStorage()
    private let process = Mutex<Process?>(nil)
    private let directory: @Sendable (Site) -> SimulatedCustodian?

    init(_ world: World, directory: @escaping @Sendable (Site) -> SimulatedCustodian?) {
        self.world = world
        self.directory = directory
        clock = SiteClock(world.scheduler)
    }

    func start() async throws {
        let incarnation = world.network.start(.hub)
        let storage = SimulatedKeyMapStore(disk: world.disk(incarnation), kept: store)
        let replica = KeyMapReplica(
            members: world.members, hubKey: world.hubKey, check: KeyCertificate.check(fleet: World.fleet))
        try replica.replace(by: try await Hub.restore(from: storage, hubKey: world.hubKey))
        let links = Dictionary(
            uniqueKeysWithValues: world.custodians.compactMap(directory).map {
                ($0.id, SimulatedCeremonyLink($0, at: incarnation))
            })
        let hub = Hub(
            fleet: World.fleet, threshold: world.threshold, replica: replica, storage: storage, signer: world.hub,
            accessKeys: AccessKeyMaster(SymmetricKey(data: [UInt8](repeating: 5, count: 32))), links: { links[$0] },
            random: world.random(incarnation), clock: { [clock] in clock.now }, steadyClock: world.clock)
        // The process: what it does beside answering ends when it is killed.
        let following = world.custodians.compactMap(directory).map { custodian in
            Task.detached { [self] in await serve(custodian, hub, incarnation) }
        }
        let deleting = Task.detached { [world] in
            while !Task.isCancelled {
                _ = try? await hub.deleteExpiredKeys()
                try? await world.clock.sleep(for: .seconds(60))
            }
        }
        process.withLock { $0 = Process(incarnation: incarnation, hub: hub, tasks: following + [deleting]) }
    }

    func kill() {
        world.network.kill(.hub)
        let ended = process.withLock { $0.take() }
        for task in ended?.tasks ?? [] { task.cancel() }
    }

    var isRunning: Bool { process.withLock { $0 } != nil }

    func running() throws(Lost) -> Hub {
        guard let process = process.withLock({ $0 }) else { throw Lost(description: "the hub does not run") }
        return process.hub
    }

    /// Keeps a custodian's replica of the key map up to date, again and again, as the product's connection does.
    private func serve(_ custodian: SimulatedCustodian, _ hub: Hub, _ incarnation: Incarnation) async {
        while !Task.isCancelled {
            await withTaskGroup { group in
                group.addTask { [self] in
                    do {
                        try await feed(custodian, hub, incarnation)
                    } catch let error as KeyMapError {
                        world.faults.report("\(custodian.site) and the hub do not agree on the key map: \(error)")
                    } catch {}
                }
                group.addTask { [world] in await world.network.untilLost(incarnation, custodian.site) }
                await group.next()
                group.cancelAll()
            }
            try? await world.clock.sleep(for: .milliseconds(20))
        }
    }

    private func feed(_ custodian: SimulatedCustodian, _ hub: Hub, _ incarnation: Incarnation) async throws {
        let network = world.network
        let (boot, turn) = try await network.call(from: incarnation, to: custodian.site) {
            (await (try custodian.running()).describe().boot, try await custodian.feeds().begin())
        }
        hub.permits.connected(custodian.id, boot: boot)
        defer { hub.permits.disconnected(custodian.id, boot: boot) }
        let (subscription, id) = try await hub.feed.subscribe(.custodian(custodian.id), known: turn.known)
        defer { hub.feed.unsubscribe(.custodian(custodian.id), id: id) }
        let revision = try await network.call(from: incarnation, to: custodian.site) {
            try await turn.take {
                try await $0.install(snapshot: subscription.snapshot, head: subscription.head)
            }
        }
        hub.feed.acknowledge(.custodian(custodian.id), revision: revision)
        for await update in subscription.updates {
            guard case .changes(let changes) = update else { continue }
            let revision = try await network.call(from: incarnation, to: custodian.site) {
                try await turn.take { try await $0.apply(changes) }
            }
            hub.feed.acknowledge(.custodian(custodian.id), revision: revision)
        }
    }
}

/// A hub's way to a custodian for ceremonies.
struct SimulatedCeremonyLink: CeremonyLink {
    private let seat: SimulatedCustodian
    private let incarnation: Incarnation

    init(_ seat: SimulatedCustodian, at incarnation: Incarnation) {
        self.seat = seat
        self.incarnation = incarnation
    }

    var custodian: CustodianID { seat.id }

    func generateKey(_ step: KeyGenerationStep) async throws -> KeyGenerationAnswer {
        try await call { try await $0.generateKey(step) }
    }

    func material(_ step: MaterialStep) async throws -> WrappedMaterial {
        try await call { try await $0.material(step) }
    }

    private func call<Answer: Sendable>(
        _ body: @escaping @Sendable (any CustodianService) async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await seat.world.network.call(from: incarnation, to: seat.site) { [seat] in
                try await body(try seat.running())
            }
        } catch let lost as Lost {
            throw LinkError(custodian: custodian, reason: lost.description)
        }
    }
}
