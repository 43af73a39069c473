import Crypto
import Custodian
import CustodianContract
import Hub
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import Synchronization
import TestSupport

/// A hub before real custodians in this process.
final class HubFleet: Sendable {
    /// Signs with the key that the custodians of a ``TestFleet`` believe.
    struct Pen: ChangeSigner {
        let author: KeyMapAuthor

        func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try author.key.signature(for: message)) }
    }

    let fleet: TestFleet
    let storage = MemoryHubStorage()
    let hub: Hub
    private let reported = Reported()

    final class Reported: Sendable {
        private let names = Mutex<Set<CustodianID>>([])
        func add(_ holder: ReplicaHolder) {
            names.withLock { names in if let custodian = holder.custodian { names.insert(custodian) } }
        }
        var all: Set<CustodianID> { names.withLock { $0 } }
    }

    init(
        quorum: Int = 2, of count: Int = 3, requesters: [String] = [], liars: [Int: LyingSealing.Lie] = [:],
        placing: Threshold? = nil,
        ceremonyLimit: Duration = .seconds(300)
    ) async throws {
        fleet = try await TestFleet(Threshold(quorum: quorum, of: count), requesters: requesters, liars: liars)
        hub = try Self.makeHub(
            fleet, storage: storage, threshold: placing ?? fleet.threshold, reported: reported,
            ceremonyLimit: ceremonyLimit)
    }

    static func makeHub(
        _ fleet: TestFleet, storage: MemoryHubStorage, threshold: Threshold, state: KeyMapState = KeyMapState(),
        reported: Reported = Reported(), ceremonyLimit: Duration = .seconds(300)
    ) throws -> Hub {
        Hub(
            fleet: TestFleet.name, threshold: threshold,
            replica: KeyMapReplica(
                members: fleet.members, hubKey: fleet.hubKey, state: state,
                check: KeyCertificate.check(fleet: TestFleet.name)),
            storage: storage, signer: Pen(author: try KeyMapAuthor()),
            accessKeys: AccessKeyMaster(SymmetricKey(data: [UInt8](repeating: 7, count: 32))),
            links: { [links = fleet.links] id in links.first { $0.custodian == id } }, random: SystemRandom(),
            clock: { fleet.time.now }, ceremonyLimit: ceremonyLimit, report: { holder, _ in reported.add(holder) }
        )
    }

    /// Who was reported to be late with an acknowledgement.
    var late: Set<CustodianID> { reported.all }

    /// Runs `body` while every custodian but the `deaf` ones follows the hub's feed.
    func following(deaf: Set<Int> = [], _ body: @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, seat) in zip(1..., fleet.seats) {
                let custodian = try fleet.custodian(index)
                let (subscription, _) = try await hub.feed.subscribe(
                    .custodian(seat.id), known: custodian.knownHead())
                guard !deaf.contains(index) else { continue }
                group.addTask { [hub] in
                    let revision = try await custodian.install(
                        snapshot: subscription.snapshot, head: subscription.head)
                    hub.feed.acknowledge(.custodian(seat.id), revision: revision)
                    for await case .changes(let changes) in subscription.updates {
                        hub.feed.acknowledge(.custodian(seat.id), revision: try await custodian.apply(changes))
                    }
                }
            }
            try await body()
            group.cancelAll()
        }
    }

    func creation(_ spec: KeySpec = .symmetricDefault, token: String? = nil) -> KeyCreation {
        KeyCreation(
            account: "000000000000", region: "eu-west-1", spec: spec, keyDescription: "d", policy: "{}",
            tags: [KeyRecord.Tag(key: "a", value: "b")], token: token)
    }

    /// Whether no custodian has anything on disk or in memory, and the map is as empty.
    func isEmpty() async throws -> Bool {
        guard hub.replica.allKeys.isEmpty else { return false }
        for index in fleet.seats.indices {
            let description = try await fleet.custodian(index + 1).describe()
            guard description.shares == 0, description.preparedShares == 0,
                fleet.seats[index].storage.shares.isEmpty
            else { return false }
        }
        return true
    }

    /// How many key generations were begun at a custodian.
    func ceremonies(_ index: Int) -> Int {
        fleet.seat(index).link.steps.count { $0 == .announce }
    }

    func canEvaluate(_ key: KeyRecord, at index: Int = 1) async throws -> Bool {
        let action = ShareUse.Action.evaluatePRF(
            contextDigest: [UInt8](repeating: 1, count: 32), alpha: [UInt8](repeating: 2, count: 32), withProof: false)
        guard case .partial = try await fleet.custodian(index).use(ShareUse(key, action), gateway: "g") else {
            return false
        }
        return true
    }
}
