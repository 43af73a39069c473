import AdminAPI
import AuditLog
import AuditStorage
import ByteCoding
import FleetIdentity
import FleetRPC
import Hub
import KeyGeneration
import KeyMap
import Logging
import SQLiteStorage
import SecretSharing
import Secrets
import ServiceLifecycle
import Synchronization
import Telemetry

/// A hub, put together and not yet running.
struct HubAssembly: Sendable {
    /// What a hub is told.
    struct Plan: Sendable {
        let database: String
        /// The folder of the log of what operators change.
        let audit: String
        let checkpoints: CheckpointSchedule
        /// Of every new key without a placement of its own.
        let threshold: Threshold
        let authority: IssuingAuthority
        /// For how long a certificate serves.
        let certificateHours: Double
        /// The id of a gateway in the hub's own process.
        let ownGateway: String?
    }

    let hub: Hub
    let certificates: CertificateDesk
    let door: JoinDesk
    let administration: HubMembership
    let links: CustodianLinks<HubConnection>
    let services: [any Service]
    let metrics = MetricsRegistry()
    let records: NodeAudit
    let entropyWatch: FleetEntropyWatch

    var audit: AuditFileWriter { records.log }

    var recorder: AdminRecorder { AdminRecorder(audit, now: SystemTime.now) }

    /// - Throws: where the key map cannot be opened.
    init(_ opened: OpenedNode, _ plan: Plan, logger: Logger) async throws {
        let node = opened.node
        let charter = opened.charter
        records = try NodeAudit(of: node, in: plan.audit, region: "", schedule: plan.checkpoints, logger: logger)
        let store = try await HubStore(path: plan.database, sealer: opened.sealing)
        let replica = KeyMapReplica(
            members: charter.members, hubKey: charter.hubKey, check: KeyCertificate.check(fleet: charter.fleet))
        try replica.replace(by: try await Hub.restore(from: store, hubKey: charter.hubKey))
        let directory = LinkDirectory()
        let hub = Hub(
            fleet: charter.fleet, threshold: plan.threshold, replica: replica, storage: store,
            signer: node.credentials.identity, accessKeys: opened.sealing.accessKeyMaster, links: { directory[$0] },
            random: ProcessRandom(), clock: SystemTime.now,
            charter: node.membership.signed.encoded
        ) { holder, revision in
            logger.warning(
                "a replica is behind with the key map", metadata: ["replica": "\(holder)", "revision": "\(revision)"])
        }
        certificates = CertificateDesk(
            plan.authority, membership: node.membership, validForHours: plan.certificateHours, clock: SystemTime.now)
        door = JoinDesk(membership: node.membership, certificates: certificates, clock: SystemTime.now)
        let serving = HubServices(
            feed: hub.feed, permits: hub.permits, certificates: certificates, checkpoints: records.desk)
        links = CustodianLinks(node: node, logger: logger) {
            try HubConnection(to: $0, from: node, serving: serving, logger: logger)
        }
        directory.set(links)
        self.hub = hub
        entropyWatch = FleetEntropyWatch(replica, logger: logger) { [links] in try? await links[$0]?.describe() }
        entropyWatch.register(in: metrics)
        metrics.register(replica)
        metrics.register(records)
        metrics.register(opened.tracing)
        metrics.custodians(
            "quorate_replica_revision", "The revision of the key map that the custodian has acknowledged.", replica
        ) { [feed = hub.feed] in Double(feed.acknowledged[$0] ?? 0) }
        administration = HubMembership(
            hub: hub, membership: node.membership, door: door, ownGateway: plan.ownGateway)
        services = [
            records.log, links, OwnCertificate(node: node, desk: certificates, logger: logger),
            KeyDeletion(hub: hub, logger: logger), entropyWatch,
        ]
    }
}

/// The hub's links, which need the hub before there are any.
private final class LinkDirectory: Sendable {
    private let links = Mutex<CustodianLinks<HubConnection>?>(nil)

    func set(_ links: CustodianLinks<HubConnection>) {
        self.links.withLock { $0 = links }
    }

    subscript(_ custodian: CustodianID) -> HubConnection? { links.withLock { $0 }?[custodian] }
}
