import Telemetry
import AdminAPI
import AuditLog
import AuditStorage
package import Custodian
import FleetIdentity
import FleetRPC
import Foundation
import Groups
package import KeyGeneration
import KeyMap
package import Logging
import ProcessHardening
import SQLiteStorage
import Secrets
package import ServiceLifecycle

/// Puts a custodian's process together from its configuration.
package enum CustodianAssembly {
    /// - Parameter decorate: wraps the custodian; test builds that misbehave on purpose use it.
    /// - Throws: what is wrong with configuration, identity, vault or machine, for a person to read.
    package static func services(
        _ configuration: CustodianConfiguration, logger: Logger,
        decorate: (any CustodianService, any CeremonySigner) -> any CustodianService = { custodian, _ in custodian }
    ) async throws -> [any Service] {
        try LibsodiumSelfTest.run()
        let isHardened = try harden(configuration, logger: logger)
        let entropy = try await ProcessEntropy.begin(configuration.entropy, as: configuration.id)
        let opened = try OpenedNode(
            configuration.files, as: .custodian, tracing: configuration.tracing, logger: logger)
        let node = opened.node
        let identity = node.credentials.identity
        let charter = opened.charter
        let records = try NodeAudit(
            of: node, in: configuration.audit, region: configuration.region, schedule: configuration.checkpoints,
            logger: logger)
        let audit = records.log
        let permits = HubPermits(logger: logger, tracer: node.tracer)
        let faults = LinkFaults()
        let peers = CustodianLinks(node: node, except: CustodianID(configuration.id), logger: logger) {
            try PeerConnection(to: $0, from: node, faults: faults, logger: logger)
        }
        let metrics = MetricsRegistry()
        let reports = QuorumReports(metrics, logger: logger)
        let keyring = keyring(opened)
        let exchange = FleetKeyExchange(identity, keyring: keyring)
        let custodian = Custodian(
            settings: CustodianSettings(
                fleet: charter.fleet, custodian: CustodianID(configuration.id), signer: identity,
                sealing: HPKEShareSealing(identity, keyring: keyring), atRest: opened.sealing,
                storage: try await VaultStore(path: configuration.vault, sealer: opened.sealing), audit: audit,
                random: ProcessRandom(), entropy: entropy.harvester,
                reconstruction: ReconstructionSupport(
                    permits: permits, peer: { peers[$0] }, sealing: HPKEMaterialSealing(), report: reports.take),
                lockPolicy: configuration.allowsUnhardened ? .bestEffort : .required, clock: SystemTime.now),
            replica: KeyMapReplica(
                members: charter.members, hubKey: charter.hubKey, check: KeyCertificate.check(fleet: charter.fleet)),
            isHardened: isHardened)
        faults.handle(custodian.note)
        try await open(custodian, configuration)
        let server = try CustodianServer(
            service: decorate(custodian, identity), permits: permits, node: node, fleetKeys: exchange,
            checkpoints: records.desk, host: configuration.host, port: configuration.port, logger: logger)
        let keeper = FleetKeyKeeper(
            node: node, exchange: exchange,
            mayMake: { !opened.state.mayHaveLostFleetKey }, logger: logger
        ) { peers[$0] }
        metrics.register(custodian, records, peers: { node.membership.charter.custodians.map(\.id) })
        metrics.register(opened.tracing)
        metrics.register(entropy)
        let operations = OperationsServer.make(
            configuration.operations, metrics: metrics, entropy: entropy, logger: logger
        ) {
            HealthReport(
                margins: [], unreachable: [], blamed: [],
                isAuditWritten: await audit.health(at: SystemTime.now()) == nil,
                isAuditWhole: !audit.opening.hasGap && audit.lostFiles.isEmpty,
                isEntropySufficient: entropy.isSufficient)
        }
        // Ended in the opposite order: a custodian stops asking others before it stops answering.
        let spans: (any Service)? = opened.tracing?.file
        return [spans, audit, operations].compactMap(\.self) + entropy.services(logger: logger)
            + [server, peers, keeper, CertificateAlarm(node: node, logger: logger)]
    }

    /// The fleet keys that the custodian has had from others, or the one that it was made with.
    private static func keyring(_ opened: OpenedNode) -> FleetKeyring {
        let kept = opened.state.fleetKeys
        let first = opened.node.credentials.identity.fleetKey.map { [$0] } ?? []
        return FleetKeyring(kept.isEmpty ? first : kept, clock: SystemTime.now) {
            try opened.state.remember(fleetKeys: $0)
        }
    }

    private static func open(_ custodian: Custodian, _ configuration: CustodianConfiguration) async throws {
        do {
            try await custodian.open()
        } catch let error as UnusableShare {
            throw ConfigurationFault(
                "The custodian does not start: in \(configuration.vault) \(error). Restore the vault from a copy; meanwhile "
                    + "the other custodians serve.")
        }
    }

    private static func harden(_ configuration: CustodianConfiguration, logger: Logger) throws -> Bool {
        do {
            try ProcessHardening.apply()
            return true
        } catch {
            guard configuration.allowsUnhardened else {
                throw ConfigurationFault(
                    "The custodian does not start: \(error). To run it all the same, set `allowUnhardened: true`.")
            }
            logger.warning("running unhardened, as the configuration allows", metadata: ["reason": "\(error)"])
            return false
        }
    }
}
