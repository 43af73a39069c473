package import Custodian
package import CustodianContract
import Entropy
import FleetIdentity
package import Hub
import KeyGeneration
package import KeyMap
package import SecretSharing
import Secrets
import Synchronization

/// Real custodians in one process, and the key map that they follow. No hub: the test writes the map.
package final class TestFleet: Sendable {
    /// One custodian with all that it relies on.
    package struct Seat: Sendable {
        package let identity: SampleIdentity
        package let storage = MemoryShareStorage()
        package let audit = MemoryAuditSink()
        package let link: InProcessLink

        package var id: CustodianID { identity.custodian }
    }

    package static let name = "sample"
    package static let gateway = "gateway-1"

    package let threshold: Threshold
    package let seats: [Seat]
    package let records: [CustodianRecord]
    package let time = ManualTime()
    package let entropy = ManualEntropy()
    /// A gateway's copy of the key map.
    package let replica: KeyMapReplica
    package let hubKey: [UInt8]
    /// The hub's desk, where custodians get permits.
    package let permits: PermitDesk
    private let author: Mutex<KeyMapAuthor>
    private let running: Mutex<[CustodianID: Custodian]>
    private let starts = Mutex(0)
    private let heard = Mutex<[PeerReport]>([])
    /// Where a custodian gets its permits in the place of ``permits``.
    private let permitSource: (@Sendable (CustodianID) -> any PermitSource)?

    /// - Parameters:
    ///   - requesters: the regions of custodians without shares; their seats follow those that the threshold counts. All
    ///     others, and the gateway, are in eu-west-1.
    ///   - liars: members, by index, that lie in key generations.
    ///   - permitSource: another hub than ``permits``.
    package init(
        _ threshold: Threshold, requesters: [String] = [], liars: [Int: LyingSealing.Lie] = [:],
        permitSource: (@Sendable (CustodianID) -> any PermitSource)? = nil
    ) async throws {
        self.permitSource = permitSource
        let author = try KeyMapAuthor()
        let identities = try SampleIdentity.enrolled(threshold.count + requesters.count)
        let regions = [String](repeating: "eu-west-1", count: threshold.count) + requesters
        records = zip(1..., zip(identities, regions)).map { ordinal, seat in
            CustodianRecord(
                id: seat.0.custodian, ordinal: ordinal, region: seat.1, vendor: "v", operatorName: "o",
                endpoint: "127.0.0.1:0", identityKey: seat.0.identityKey, sealingKey: seat.0.sealingKey,
                jurisdiction: "eu", kind: ordinal > threshold.count ? .requester : .resident)
        }
        self.threshold = threshold
        hubKey = author.hubKey
        self.author = Mutex(author)
        running = Mutex([:])
        replica = KeyMapReplica(
            members: Self.members(records), hubKey: author.hubKey, check: KeyCertificate.check(fleet: Self.name))
        permits = PermitDesk(
            replica: replica, signer: author, random: SystemRandom(), clock: { [time] in time.now },
            // A busy machine is no reason to refuse.
            patience: .seconds(60))
        seats = zip(1..., identities).map { ordinal, identity in
            let identity = liars[ordinal].map(identity.lying) ?? identity
            return Seat(
                identity: identity,
                link: InProcessLink(identity.custodian, service: NoCustodian(), gateway: Self.gateway))
        }
        for seat in seats { try await start(seat) }
    }

    package func seat(_ index: Int) -> Seat { seats[index - 1] }

    package func custodian(_ index: Int) throws -> Custodian {
        guard let custodian = running.withLock({ $0[seat(index).id] }) else { throw NoCustodian.NotRunning() }
        return custodian
    }

    /// Who is in the fleet.
    package var members: FleetMembers { Self.members(records) }

    private static func members(_ records: [CustodianRecord]) -> FleetMembers {
        FleetMembers(
            custodians: records, gateways: [gateway: NodePlace(region: "eu-west-1", jurisdiction: "eu")])
    }

    package var links: [InProcessLink] { seats.map(\.link) }

    /// Has the hub lose its connection to a custodian, which then is in no permit.
    package func cutOffHub(from index: Int) async throws {
        permits.disconnected(seat(index).id, boot: try await custodian(index).describe().boot)
    }

    /// What custodians that rebuild keys have reported of others.
    package var peerReports: [PeerReport] { heard.withLock { $0 } }

    /// Starts a custodian, or starts it again on the same disk; it then has the current key map.
    @discardableResult
    package func start(_ seat: Seat, leastQuorum: Int = 2, protection: AtRestProtection = AtRestProtection())
        async throws
        -> Custodian
    {
        let peers = Dictionary(
            uniqueKeysWithValues: seats.filter { $0.id != seat.id }.map {
                ($0.id, InProcessPeer($0.link, for: seat.id))
            })
        let run = starts.withLock { starts in
            starts += 1
            return starts
        }
        let settings = CustodianSettings(
            fleet: Self.name, custodian: seat.id, signer: seat.identity, sealing: seat.identity.sealing,
            atRest: protection, storage: seat.storage, audit: seat.audit,
            random: SeededRandom(UInt64(run), stream: "custodian"), entropy: entropy.gauge(of: seat.id),
            reconstruction: ReconstructionSupport(
                permits: permitSource?(seat.id) ?? InProcessPermits(desk: permits, custodian: seat.id),
                peer: { [peers] in peers[$0] }, sealing: HPKEMaterialSealing(),
                report: { [weak self] report in self?.heard.withLock { $0.append(report) } }), lockPolicy: .bestEffort,
            clock: { [time] in time.now })
        let custodian = Custodian(
            settings: settings,
            replica: KeyMapReplica(
                members: FleetMembers(
                    custodians: records, gateways: members.gateways, leastQuorum: leastQuorum),
                hubKey: hubKey, check: KeyCertificate.check(fleet: Self.name)),
            isHardened: true)
        try await custodian.open()
        let (snapshot, head) = try current(after: try await custodian.knownHead())
        _ = try await custodian.install(snapshot: snapshot, head: head)
        running.withLock { $0[seat.id] = custodian }
        seat.link.connect(custodian)
        permits.connected(seat.id, boot: await custodian.describe().boot)
        return custodian
    }

    /// The hub's snapshot at this moment.
    ///
    /// - Parameter known: what the custodian that will take it has seen before.
    package func current(after known: KeyMapHead = .empty) throws -> (snapshot: [SignedChange], head: SignedHead) {
        try author.withLock { ($0.state.snapshot, try $0.head(after: known)) }
    }

    /// Signs the next change, and has every running custodian and the gateway take it.
    @discardableResult
    package func publish(_ name: RecordName, _ value: RecordValue) async throws -> SignedChange {
        let change = try author.withLock { try $0.write(name, value) }
        try replica.apply(change)
        for custodian in running.withLock({ Array($0.values) }) { _ = try await custodian.apply([change]) }
        return change
    }

    /// Signs the next change and shows it to nobody.
    package func write(_ name: RecordName, _ value: RecordValue) throws -> SignedChange {
        try author.withLock { try $0.write(name, value) }
    }

    /// Changes a key as its owner may.
    ///
    /// - Parameter region: empty for the key's own.
    @discardableResult
    package func change(_ id: KeyID, _ change: KeyChange, in region: String = "") async throws -> KeyRecord {
        guard let key = replica.key(id) else { throw KeyMapError(.notFound, "there is no key \(id)") }
        let changed = try key.applying(change, in: region, at: time.now)
        try await publish(.key(id), .key(changed))
        return changed
    }

    /// Replicates a multi-Region key, and returns it as it is in the new region.
    package func replicate(_ key: KeyRecord, to region: String) async throws -> KeyRecord {
        let replication = KeyReplication(region: region, keyDescription: "", policy: "{}", tags: [])
        let replicated = try key.replicating(replication, at: time.now)
        try await publish(.key(key.id), .key(replicated))
        guard let replica = replicated.seen(in: region) else {
            throw KeyMapError(.notFound, "key \(key.id) is not in \(region)")
        }
        return replica
    }
}
