import AuditLog
import Custodian
import CustodianContract
import Gateway
import Hub
import KeyMap
import SteadyTime
import Synchronization
import TestSupport

/// A process's way to the disk of its site. A write takes a while; a process that is killed meanwhile has written it or has
/// not, and never hears of it.
struct SimulatedDisk: Sendable {
    struct PowerLoss: Error {}

    let incarnation: Incarnation
    let network: SimulatedNetwork
    let dice: SharedDice
    /// Whether the process is to be killed now, of all times.
    let strikes: @Sendable (Site) -> Bool

    func write<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await pause()
        let value = try await body()
        try await pause()
        return value
    }

    func checkPower() throws {
        guard network.isRunning(incarnation) else { throw PowerLoss() }
    }

    private func pause() async throws {
        // A write is not taken back because nobody waits for it any more.
        let duration = dice.diskTime()
        let clock = network.clock
        if strikes(incarnation.site) { try checkPower() }
        await Task.detached { try? await clock.sleep(for: duration) }.value
        try checkPower()
    }
}

/// Dice that several may throw.
final class SharedDice: Sendable {
    private let dice: Mutex<Dice>

    init(_ dice: Dice) {
        self.dice = Mutex(dice)
    }

    func pause() -> Duration { dice.withLock { $0.duration(0...2_000) } }

    /// Half a write, which now and then has to wait for others.
    func diskTime() -> Duration {
        dice.withLock { dice in dice.duration(dice.isOne(in: 20) ? 2...40 : 0.02...0.5) }
    }
}

/// A custodian's vault.
struct SimulatedVault: ShareStorage {
    let disk: SimulatedDisk
    let kept: MemoryShareStorage

    func load() async throws -> [StoredShare] {
        try disk.checkPower()
        return try await kept.load()
    }

    func prepare(_ share: StoredShare) async throws { try await disk.write { try await kept.prepare(share) } }
    func activate(_ share: StoredShare) async throws { try await disk.write { try await kept.activate(share) } }
    func erase(_ slots: [ShareSlot]) async throws { try await disk.write { try await kept.erase(slots) } }
    func knownHead() async throws -> KeyMapHead { try await kept.knownHead() }
    func remember(_ head: KeyMapHead) async throws { try await disk.write { try await kept.remember(head) } }
}

/// A hub's key map.
struct SimulatedKeyMapStore: HubStorage {
    let disk: SimulatedDisk
    let kept: MemoryHubStorage

    func load() async throws -> (changes: [SignedChange], head: KeyMapHead) { try await kept.load() }
    func head(at revision: UInt64) async throws -> KeyMapHead? { try await kept.head(at: revision) }
    func commit(_ changes: [SignedChange]) async throws { try await disk.write { try await kept.commit(changes) } }
}

/// A node's audit log.
struct SimulatedAudit: AuditSink {
    let disk: SimulatedDisk
    let kept: MemoryAuditSink

    func append(_ records: [AuditRecord]) async throws {
        try await disk.write { try await kept.append(records) }
    }
}

extension AuditRecord {
    /// What the product's log says when it goes on after a process that was killed.
    static func recovery(of node: String, at time: Timestamp) -> AuditRecord {
        AuditRecord(
            time: time, source: "audit.quorate", name: recoveredName, region: World.region, identity: .node(node),
            errorMessage: "the process before this one was killed", requestID: recoveredName, eventID: recoveredName,
            readOnly: false, eventType: "AwsServiceEvent")
    }
}

/// A gateway's counts of uses.
struct SimulatedUsageStore: UsageStorage {
    let disk: SimulatedDisk
    let kept: MemoryUsage

    func save(_ counts: [UsageCount], last: [UsedKey: LastUse]) async throws {
        try await disk.write { kept.save(counts, last: last) }
    }
}

/// What a gateway's next process finds of counts.
final class MemoryUsage: Sendable {
    private struct State {
        var counts: [UsageName: UInt64] = [:]
        var last: [UsedKey: LastUse] = [:]
    }

    private let state = Mutex(State())

    func save(_ counts: [UsageCount], last: [UsedKey: LastUse]) {
        state.withLock { state in
            for count in counts { state.counts[count.name] = count.count }
            state.last.merge(last) { $1 }
        }
    }

    func stored(since: Timestamp) -> StoredUsage {
        state.withLock { state in
            StoredUsage(
                since: since, counts: state.counts.map { UsageCount(name: $0.key, count: $0.value) }, last: state.last)
        }
    }
}
