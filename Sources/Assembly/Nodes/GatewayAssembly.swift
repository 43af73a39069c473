import AWSProtocol
import AdminAPI
import AuditLog
import AuditStorage
import Coordination
import FleetIdentity
import FleetRPC
import Gateway
import KMSAPI
import KeyMap
import Logging
import Secrets
import ServiceLifecycle
import Telemetry

/// A gateway, put together and not yet running.
struct GatewayAssembly: Sendable {
    /// What a gateway is told.
    struct Plan: Sendable {
        let audit: String
        let checkpoints: CheckpointSchedule
        /// The file of the counts of uses.
        let usage: String
        let limits: AdmissionLimits
        let account: String
        let access: AccessKey
        /// What the secrets of users' access keys come from; nil while the hub has not said.
        let accessKeys: @Sendable () -> AccessKeyMaster?
        /// For how long the parameters of an import serve.
        let importTokenSeconds: Double
        /// What bounds the outputs of decryptions that are kept; nil where none are.
        let decryptCache: DerivationLimits?
        /// The suite of keys that name none and can have it; nil for the usual one.
        let defaultSuite: SuiteChoice?
    }

    let gateway: KMSGateway
    let clients: KMSClientDirectory
    let records: NodeAudit
    let usage: UsageCounter
    let metrics = MetricsRegistry()
    let roster: Roster
    /// What keeps the custodians connected.
    let links: CustodianLinks<GatewayConnection>
    private let entropy: ProcessEntropy
    private let alarms: RequestAlarms
    private let board: any UseBoard
    private let logger: Logger
    /// What the outputs of decryptions are kept in, if they are.
    private let derivations: DerivationCache?

    var audit: AuditFileWriter { records.log }

    /// What runs beside the connections.
    var services: [any Service] {
        let sweep = derivations.map { DerivationSweep(cache: $0) }
        let keeping: [any Service] = [
            alarms, UsageKeeping(usage: usage, logger: logger), UseExchange(usage: usage, board: board, logger: logger),
        ]
        return keeping + [sweep].compactMap(\.self)
    }

    /// - Parameters:
    ///   - replica: what the data path reads.
    ///   - control: the hub, in this process or over the wire.
    ///   - board: its board of last uses.
    /// - Throws: where the audit log cannot be opened.
    init(
        _ opened: OpenedNode, _ plan: Plan, replica: KeyMapReplica, control: any ControlPlane, board: any UseBoard,
        entropy: ProcessEntropy, logger: Logger
    ) async throws {
        let node = opened.node
        self.logger = logger
        self.board = board
        self.entropy = entropy
        usage = try await UsageCounter.open(plan.usage, sealedBy: opened.sealing)
        let charter = node.membership.charter
        let id = node.name.id
        let place = charter.gatewayPlaces[id] ?? NodePlace(region: "", jurisdiction: "")
        let faults = LinkFaults()
        let links = CustodianLinks(node: node, logger: logger) {
            try GatewayConnection(to: $0, from: node, faults: faults, logger: logger)
        }
        self.links = links
        roster = Roster(link: { links[$0] }, clock: SystemTime.now)
        derivations = Self.derivations(plan.decryptCache, replica, logger)
        let reports = QuorumReports(metrics, logger: logger)
        let client = QuorumClient(
            gateway: id, region: place.region, roster: roster, replica: replica, random: ProcessRandom(),
            clock: ContinuousClock(), derivations: derivations, report: reports.take)
        alarms = RequestAlarms(client: client)
        faults.handle(client.note)
        records = try NodeAudit(
            of: node, in: plan.audit, region: place.region, schedule: plan.checkpoints, logger: logger)
        gateway = KMSGateway(
            fleet: charter.fleet, place: place, replica: replica, keyUse: client, control: control, audit: records.log,
            usage: usage, metrics: GatewayMetrics(metrics),
            admission: AdmissionDesk(plan.limits),
            logger: logger, hasEntropy: { entropy.isSufficient }, importTokenSeconds: plan.importTokenSeconds,
            defaultSuite: plan.defaultSuite,
            now: SystemTime.now)
        clients = KMSClientDirectory().adding(
            AuthenticatedClient(
                accessKeyID: plan.access.id, arn: "arn:aws:iam::\(plan.account):user/\(plan.access.user)",
                account: plan.account),
            secret: SigningSecret(secretAccessKey: plan.access.secret)
        ).following(replica, master: plan.accessKeys, now: SystemTime.now)
        metrics.register(opened.tracing)
        metrics.register(entropy)
        register(replica)
    }

    /// How the gateway does.
    func health(_ replica: KeyMapReplica) async -> HealthReport {
        let custodians = replica.custodians.map(\.id)
        return HealthReport(
            margins: QuorumMargin.all(of: replica.allKeys, isConnected: roster.isConnected),
            unreachable: custodians.filter { !roster.isConnected($0) }, blamed: custodians.filter(roster.isBlamed),
            isAuditWritten: await audit.health(at: SystemTime.now()) == nil,
            isAuditWhole: !audit.opening.hasGap && audit.lostFiles.isEmpty,
            isEntropySufficient: entropy.isSufficient)
    }

    /// What of the gateway is read when somebody asks for its metrics.
    private func register(_ replica: KeyMapReplica) {
        metrics.register(replica)
        metrics.register(records)
        let roster = roster
        metrics.custodians("quorate_custodian_connected", "Whether the gateway is connected to the custodian.", replica)
        {
            roster.isConnected($0) ? 1 : 0
        }
        metrics.custodians(
            "quorate_custodian_blamed", "Whether the custodian is asked last: it lied, or does not answer.", replica
        ) { roster.isBlamed($0) ? 1 : 0 }
        metrics.custodians(
            "quorate_custodian_quarantined", "Whether the custodian is asked last because it was caught lying.", replica
        ) { roster.isQuarantined($0) ? 1 : 0 }
        metrics.custodians("quorate_custodian_latency_seconds", "Smoothed time to the custodian's answers.", replica) {
            roster.standing($0).latency
        }
        metrics.reading(
            "quorate_quorum_margin",
            "How many custodians may still be lost before the first enabled key of a class is out of service.",
            labels: ["class", "region"]
        ) {
            QuorumMargin.all(of: replica.allKeys, isConnected: roster.isConnected)
                .map { Sample(labels: [$0.keyClass, $0.region], value: Double($0.margin)) }
        }
        let usage = usage
        metrics.reading(
            "quorate_key_uses_total", "Uses of keys, each counted before it began.",
            labels: ["key", "region", "version", "operation"], isCounter: true
        ) {
            usage.counts.map { count in
                let name = count.name
                return Sample(
                    labels: [name.key.id.description, name.key.region, "\(name.version)", name.operation.rawValue],
                    value: Double(count.count))
            }
        }
    }

    private static func derivations(
        _ limits: DerivationLimits?, _ replica: KeyMapReplica, _ logger: Logger
    ) -> DerivationCache? {
        guard let limits else { return nil }
        logger.warning(
            "decryptions are answered from memory for a while: custodians neither allow nor record those",
            metadata: ["lifetime": "\(limits.lifetime)", "uses": "\(limits.uses)", "entries": "\(limits.entries)"])
        return DerivationCache(limits, replica: replica)
    }
}
