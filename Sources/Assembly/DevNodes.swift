import AWSProtocol
import AdminAPI
import AuditLog
import AuditStorage
import Coordination
import CustodianRPC
import FleetIdentity
import Foundation
import Gateway
import Hub
import KMSAPI
import KeyGeneration
import KeyMap
import Logging
import SQLiteStorage
import SecretSharing
import Secrets
import ServiceLifecycle

/// Hub and gateway of a dev fleet, put together and not yet running.
struct DevNodes: Sendable {
    let hub: Hub
    let gateway: KMSGateway
    let clients: KMSClientDirectory
    let access: DevAccess
    let audit: AuditFileWriter
    let roster: Roster
    let view: FleetView
    /// What keeps the custodians connected.
    let connections: [any Service]

    /// - Throws: where an identity, the key map or the audit log cannot be opened.
    init(folder: DevFolder, charter: FleetCharter, options: DevOptions, logger: Logger) async throws {
        let environment: [String: String] = [:]
        let hubSealing = try SealingKey.load(file: folder.file("hub/sealing-key"), environment: environment)
        let hubIdentity = try NodeIdentity(file: folder.file("hub/identity.sealed"), sealedBy: hubSealing)
        let gatewaySealing = try SealingKey.load(file: folder.file("gateway/sealing-key"), environment: environment)
        let gatewayIdentity = try NodeIdentity(file: folder.file("gateway/identity.sealed"), sealedBy: gatewaySealing)
        access = try DevAccess(folder, sealedBy: gatewaySealing)

        let store = try await HubStore(path: folder.file("hub/quorate.sqlite"), sealer: hubSealing)
        let replica = KeyMapReplica(
            custodians: charter.custodians, hubKey: charter.hubKey,
            check: KeyCertificate.check(fleet: charter.fleet, custodians: charter.custodians))
        try replica.replace(by: try await Hub.restore(from: store, hubKey: charter.hubKey))
        let hubConnections = try charter.custodians.map {
            try HubConnection(to: $0, fleet: charter.fleet, identity: hubIdentity, logger: logger)
        }
        let hub = Hub(
            fleet: charter.fleet, threshold: options.threshold, leastQuorum: charter.leastQuorum, replica: replica,
            storage: store, signer: hubIdentity,
            links: hubConnections, random: SystemRandom(), clock: SystemTime.now
        ) { custodian, revision in
            logger.warning(
                "a custodian is behind with the key map",
                metadata: ["custodian": "\(custodian)", "revision": "\(revision)"])
        }

        let gatewayConnections = try charter.custodians.map {
            try GatewayConnection(to: $0, fleet: charter.fleet, identity: gatewayIdentity, logger: logger)
        }
        let roster = Roster(links: gatewayConnections, clock: SystemTime.now)
        let client = QuorumClient(
            gateway: gatewayIdentity.name.id, region: charter.gatewayPlaces[gatewayIdentity.name.id]?.region ?? "",
            roster: roster, replica: replica, random: SystemRandom(),
            clock: ContinuousClock()
        ) { report in
            switch report {
            case .failure(let custodian, let key, let reason):
                logger.info(
                    "passed over", metadata: ["custodian": "\(custodian)", "key": "\(key)", "reason": "\(reason)"])
            case .accusation(let custodian, let accuser, let key):
                logger.warning(
                    "a custodian is said to have sent a wrong share",
                    metadata: ["custodian": "\(custodian)", "accuser": "\(accuser)", "key": "\(key)"])
            case .lie(let custodian, let key, let reason):
                logger.error(
                    "a custodian lied", metadata: ["custodian": "\(custodian)", "key": "\(key)", "reason": "\(reason)"])
            }
        }
        audit = try AuditFileWriter(
            folder: AuditFolder(folder.file("gateway/audit")), name: "gateway-\(gatewayIdentity.name.id)",
            region: DevFolder.place(1).region, identity: .node(gatewayIdentity.name.description),
            at: SystemTime.now())
        audit.opening.warn(folder: folder.file("gateway/audit"), logger)
        gateway = KMSGateway(
            fleet: charter.fleet,
            place: charter.gatewayPlaces[gatewayIdentity.name.id] ?? NodePlace(region: "", jurisdiction: ""),
            replica: replica, keyUse: client, control: hub, audit: audit, logger: logger,
            importTokenSeconds: options.importTokenSeconds, now: SystemTime.now)
        clients = KMSClientDirectory().adding(
            AuthenticatedClient(
                accessKeyID: access.accessKeyID, arn: "arn:aws:iam::\(options.account):user/dev",
                account: options.account),
            secret: SigningSecret(secretAccessKey: access.secretAccessKey))
        self.hub = hub
        self.roster = roster
        let byID = Dictionary(uniqueKeysWithValues: hubConnections.map { ($0.custodian, $0) })
        let log = audit
        view = FleetView(
            fleet: charter.fleet, threshold: options.threshold, hub: hub, roster: roster,
            audit: {
                AuditLogStatus(
                    failure: await log.health(at: SystemTime.now())?.message, hasGap: log.opening.hasGap)
            },
            describe: { custodian in try? await byID[custodian]?.describe() })
        connections =
            hubConnections.map { $0 as any Service } + hubConnections.map { $0.replication(from: hub.feed) }
            + hubConnections.map { $0.permits(from: hub.permits) as any Service }
            + gatewayConnections.map { $0 as any Service }
    }
}
