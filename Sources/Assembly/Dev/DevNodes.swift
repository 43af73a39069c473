import AdminAPI
import AuditStorage
import FleetIdentity
import FleetRPC
import Hub
import KMSAPI
import KeyMap
import Logging
import ServiceLifecycle
import Telemetry

/// Hub and gateway of a dev fleet, put together and not yet running. They share one key map and one charter.
struct DevNodes: Sendable {
    /// For how long a certificate serves.
    private static let certificateHours = 24.0 * 30

    let hub: HubAssembly
    let gateway: GatewayAssembly
    let access: DevAccess
    let view: FleetView
    let services: [any Service]
    /// What writes the spans of both.
    let spans: [any Service]
    let tracers: (hub: Tracer?, gateway: Tracer?)

    /// - Throws: where an identity, the key map or the audit log cannot be opened.
    init(
        folder: DevFolder, authority: FleetAuthority, options: DevOptions, entropy: ProcessEntropy, logger: Logger
    ) async throws {
        let hubNode = try folder.opened(
            .hub, "hub-1", in: "hub", rootKey: authority.rootPublicKey, tracing: options.tracing(of: "hub"),
            logger: logger)
        let gatewayNode = try folder.opened(
            .gateway, "gateway-1", in: "gateway", rootKey: authority.rootPublicKey,
            membership: hubNode.node.membership, tracing: options.tracing(of: "gateway"), logger: logger)
        access = try DevAccess(folder, sealedBy: gatewayNode.sealing)
        let hub = try await HubAssembly(
            hubNode,
            .init(
                database: folder.file("hub/quorate.sqlite"), audit: folder.file("hub/audit"),
                checkpoints: options.checkpoints,
                threshold: options.threshold,
                authority: authority.issuing, certificateHours: Self.certificateHours, ownGateway: "gateway-1"),
            logger: logger)
        let accessKeys = hub.hub.accessKeys
        let gateway = try await GatewayAssembly(
            gatewayNode,
            .init(
                audit: folder.file("gateway/audit"), checkpoints: options.checkpoints,
                usage: folder.file("gateway/usage.sqlite"), limits: options.limits,
                account: options.account,
                access: AccessKey(user: "dev", id: access.accessKeyID, secret: access.secretAccessKey),
                accessKeys: { accessKeys }, importTokenSeconds: options.importTokenSeconds,
                decryptCache: options.decryptCache,
                defaultSuite: options.suite),
            replica: hub.hub.replica, control: hub.hub, board: hub.hub.uses, entropy: entropy, logger: logger)
        let (links, log) = (hub.links, gateway.audit)
        view = FleetView(
            fleet: hubNode.charter.fleet, threshold: options.threshold, hub: hub.hub, roster: gateway.roster,
            usage: gateway.usage,
            audit: {
                AuditLogStatus(
                    failure: await log.health(at: SystemTime.now())?.message, hasGap: log.opening.hasGap,
                    lost: log.lostFiles)
            },
            entropy: { EntropyDescription(entropy.report) }, starved: { [watch = hub.entropyWatch] in watch.starved },
            name: "hub-1, gateway-1",
            describe: { custodian in try? await links[custodian]?.describe() })
        services =
            hub.services + gateway.services + [
                gateway.links,
                LocalCheckpoints(
                    hub: (hub.records.desk, hubNode.node), gateway: (gateway.records.desk, gatewayNode.node)),
                OwnCertificate(node: gatewayNode.node, desk: hub.certificates, logger: logger),
            ]
        spans = [hubNode.tracing?.file, gatewayNode.tracing?.file].compactMap(\.self)
        tracers = (hubNode.node.tracer, gatewayNode.node.tracer)
        self.hub = hub
        self.gateway = gateway
    }
}
