import AWSProtocol
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

/// A gateway, put together and not yet running.
struct GatewayAssembly: Sendable {
    /// What a gateway is told.
    struct Plan: Sendable {
        let audit: String
        /// The file of the counts of uses.
        let usage: String
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
    let audit: AuditFileWriter
    let usage: UsageCounter
    let roster: Roster
    /// What keeps the custodians connected.
    let links: CustodianLinks<GatewayConnection>
    private let alarms: RequestAlarms
    private let logger: Logger
    /// What the outputs of decryptions are kept in, if they are.
    private let derivations: DerivationCache?

    /// What runs beside the connections.
    var services: [any Service] {
        let sweep = derivations.map { DerivationSweep(cache: $0) }
        return [alarms, UsageKeeping(usage: usage, logger: logger)] + [sweep].compactMap(\.self)
    }

    /// - Parameters:
    ///   - replica: what the data path reads.
    ///   - control: the hub, in this process or over the wire.
    /// - Throws: where the audit log cannot be opened.
    init(
        _ opened: OpenedNode, _ plan: Plan, replica: KeyMapReplica, control: any ControlPlane, logger: Logger
    ) async throws {
        let node = opened.node
        self.logger = logger
        usage = try await UsageCounter.open(plan.usage, sealedBy: opened.sealing)
        let charter = node.membership.charter
        let id = node.name.id
        let place = charter.gatewayPlaces[id] ?? NodePlace(region: "", jurisdiction: "")
        let links = CustodianLinks(node: node, logger: logger) {
            try GatewayConnection(to: $0, from: node, logger: logger)
        }
        self.links = links
        roster = Roster(link: { links[$0] }, clock: SystemTime.now)
        derivations = Self.derivations(plan.decryptCache, replica, logger)
        let client = QuorumClient(
            gateway: id, region: place.region, roster: roster, replica: replica, random: SystemRandom(),
            clock: ContinuousClock(), derivations: derivations, report: { Self.log($0, logger) })
        alarms = RequestAlarms(client: client)
        audit = try AuditFileWriter(
            folder: AuditFolder(plan.audit), name: "gateway-\(id)", region: place.region,
            identity: .node(node.name.description), at: SystemTime.now())
        audit.opening.warn(folder: plan.audit, logger)
        gateway = KMSGateway(
            fleet: charter.fleet, place: place, replica: replica, keyUse: client, control: control, audit: audit,
            usage: usage,
            logger: logger, importTokenSeconds: plan.importTokenSeconds, defaultSuite: plan.defaultSuite,
            now: SystemTime.now)
        clients = KMSClientDirectory().adding(
            AuthenticatedClient(
                accessKeyID: plan.access.id, arn: "arn:aws:iam::\(plan.account):user/\(plan.access.user)",
                account: plan.account),
            secret: SigningSecret(secretAccessKey: plan.access.secret)
        ).following(replica, master: plan.accessKeys, now: SystemTime.now)
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

    private static func log(_ report: QuorumReport, _ logger: Logger) {
        switch report {
        case .failure(let custodian, let key, let reason):
            logger.info("passed over", metadata: ["custodian": "\(custodian)", "key": "\(key)", "reason": "\(reason)"])
        case .accusation(let custodian, let accuser, let key):
            logger.warning(
                "a custodian is said to have sent a wrong share",
                metadata: ["custodian": "\(custodian)", "accuser": "\(accuser)", "key": "\(key)"])
        case .suspects(let custodians, let key):
            logger.error(
                "custodians contradict each other, and nothing shows which of them lied",
                metadata: ["custodians": "\(custodians.map(\.description))", "key": "\(key)"])
        case .lie(let custodian, let key, let reason):
            logger.error(
                "a custodian lied", metadata: ["custodian": "\(custodian)", "key": "\(key)", "reason": "\(reason)"])
        }
    }
}
